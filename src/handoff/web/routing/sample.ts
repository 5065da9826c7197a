import type { Written } from '../../../audience/web/properties/ValueInput.tsx';
import type { Person } from '../acts/open-act.ts';
import type { TrialQuestion } from './routing.ts';
import { wordsIn } from './rule-draft.ts';

export type Way = 'contact' | 'sample';

/** A lead that nobody is, as it is described: what a rule can ask of a contact and of its company. */
const texts = {
  country: '',
  language: '',
  city: '',
  stage: '',
  source: '',
  region: '',
  postalCode: '',
  jobTitle: '',
  companyName: '',
};
export type TextOf = keyof typeof texts;
export type Sample = Record<TextOf, string> & {
  tags: string;
  industry: string;
  employees: string;
  properties: Record<string, Written>;
};
export const blank: Sample = { ...texts, tags: '', industry: '', employees: '', properties: {} };

/** Nothing is asked before there is somebody to ask about. */
export function questionOf(way: Way, person: Person | undefined, sample: Sample): TrialQuestion | undefined {
  if (way === 'contact') return person === undefined ? undefined : { contactId: person.id };
  const { tags, industry, employees, properties, ...written } = sample;
  const company = filled({ industry, employees: /^\d+$/.test(employees.trim()) ? Number(employees) : '' });
  const lead = filled({ ...written, tags: wordsIn(tags), company, properties: filled(properties) });
  return Object.keys(lead).length === 0 ? undefined : { lead };
}

function filled(values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isBlank(value)));
}

function isBlank(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
