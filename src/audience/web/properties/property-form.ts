import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { useForm } from '../../../web/forms/use-form.ts';
import { toast } from '../../../web/ui/toast.ts';
import { conflictAt } from '../../../workspace/web/parts/at-field.ts';
import { refreshProperties, type Property, type RecordKind } from './properties.ts';

/** A choice that is being written; `value` is there once it has been saved. */
export type DraftChoice = { id: number; value?: string; label: string; retired: boolean };

export type Values = {
  label: string;
  description: string;
  type: Property['type'];
  choices: DraftChoice[];
  currency: string;
};

type Options = {
  recordKind: RecordKind;
  property: Property | undefined;
  onSaved: (property: Property) => void;
};

/** Declares a property, or changes one. */
export function usePropertyForm({ recordKind, property, onSaved }: Options) {
  const workspace = useQuery({
    queryKey: ['workspace'],
    queryFn: ({ signal }) => api.get<{ currency: string }>('/api/workspace', { signal }),
    staleTime: 5 * 60_000,
  });
  const form = useForm<Values>({
    initial: startValues(property),
    check: whatIsMissing,
    submit: async (values) => {
      const currency = values.currency || (workspace.data?.currency ?? 'EUR');
      const written = toWritten({ ...values, currency });
      const sent =
        property === undefined
          ? api.post<Property>('/api/properties', { recordKind, ...written })
          : api.patch<Property>(`/api/properties/${property.id}`, written);
      const saved = await conflictAt('label', sent);
      await refreshProperties();
      toast(property === undefined ? `${saved.label} added` : `${saved.label} saved`);
      onSaved(saved);
    },
  });
  return { form, currency: form.values.currency || (workspace.data?.currency ?? 'EUR') };
}

export function hasChoices(type: Property['type']): boolean {
  return type === 'choice' || type === 'multi_choice';
}

export function newChoice(label = ''): DraftChoice {
  return { id: nextId++, label, retired: false };
}

/** Pasted lines become a choice each. */
export function pasted(text: string): string[] {
  const lines = text.split(/\r?\n|\t/).map((line) => line.trim());
  return lines.filter(Boolean);
}

let nextId = 1;

function startValues(property: Property | undefined): Values {
  const { label = '', description = null, type = 'text', choices = [], currency = null } = property ?? {};
  const drafts = choices.map(({ value, label: name, retired = false }) => ({
    ...newChoice(name),
    value,
    retired,
  }));
  return { label, description: description ?? '', type, choices: drafts, currency: currency ?? '' };
}

function whatIsMissing({ label, type, choices }: Values): { label?: string; choices?: string } {
  if (label.trim() === '') return { label: 'Give the property a name.' };
  if (!hasChoices(type)) return {};
  return choices.some((choice) => choice.label.trim() !== '')
    ? {}
    : { choices: 'Enter at least one choice.' };
}

function toWritten({ label, description, type, choices, currency }: Values) {
  return {
    label,
    description,
    type,
    ...(type === 'money' ? { currency } : {}),
    ...(hasChoices(type)
      ? { choices: choices.filter((choice) => choice.label.trim() !== '').map(asSent) }
      : {}),
  };
}

function asSent({ value, label, retired }: DraftChoice) {
  return { label: label.trim(), ...(value === undefined ? {} : { value }), ...(retired ? { retired } : {}) };
}
