import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../web/api.ts';
import { SaveFoot } from '../../../web/forms/SaveFoot.tsx';
import { useForm, type Form } from '../../../web/forms/use-form.ts';
import { useMay } from '../../../web/session.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { toast } from '../../../web/ui/toast.ts';
import type { WorkspaceSettings } from '../../settings/contract.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { refresh } from '../parts/saving.ts';
import { Section } from '../parts/Section.tsx';
import { Holidays } from '../teams/Holidays.tsx';
import { timeZoneChoices } from '../time-zones.ts';
import { currencyChoices, example, localeChoices, weekStarts } from './choices.ts';

const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: ({ signal }) => api.get<WorkspaceSettings>('/api/workspace', { signal }),
});

export default function WorkspacePage() {
  const workspace = useQuery(workspaceQuery);
  const mayTeams = useMay('teams.manage');
  return (
    <Page
      title="Workspace"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      lede="What is true for everybody who works here."
    >
      <div className="settings">
        <Section
          title="Company"
          hint="How money, numbers and days are written, unless somebody chooses otherwise."
        >
          <Loaded query={workspace} lines={8}>
            {(settings) => <WorkspaceForm settings={settings} />}
          </Loaded>
        </Section>
        <Section title="Holidays" hint="Days on which nobody works. A team may have more of its own.">
          <Holidays teamId={null} may={mayTeams} />
        </Section>
      </div>
    </Page>
  );
}

type Values = { name: string; currency: string; locale: string; timeZone: string; weekStartsOn: string };

function valuesOf({ name, currency, locale, timeZone, weekStartsOn }: WorkspaceSettings): Values {
  return { name, currency, locale, timeZone, weekStartsOn: String(weekStartsOn) };
}

function WorkspaceForm({ settings }: { settings: WorkspaceSettings }) {
  const save = async (values: Values) => {
    await api.patch('/api/workspace', {
      ...values,
      name: values.name.trim(),
      weekStartsOn: Number(values.weekStartsOn),
    });
    await refresh([['workspace'], ['me']]);
  };
  const before = valuesOf(settings);
  const form = useForm({
    initial: before,
    check: ({ name }) => (name.trim() === '' ? { name: 'Enter the name of your company.' } : {}),
    submit: async (values) => {
      await save(values);
      form.reset(values);
      const undo = async () => {
        await save(before);
        form.reset(before);
      };
      toast('Workspace saved', { undo });
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <WorkspaceFields form={form} settings={settings} />
      <SaveFoot form={form} primary />
    </form>
  );
}

function WorkspaceFields({ form, settings }: { form: Form<Values>; settings: WorkspaceSettings }) {
  const { values } = form;
  const choices = useMemo(
    () => ({
      currencies: currencyChoices(settings.currency),
      zones: timeZoneChoices(settings.timeZone),
      locales: localeChoices(settings.locale),
    }),
    [settings],
  );
  return (
    <>
      <div className="narrow">
        <Field label="Name" error={form.error('name')}>
          <TextInput {...form.field('name')} autoComplete="organization" />
        </Field>
      </div>
      <div className="fields">
        <Field
          label="Currency"
          error={form.error('currency')}
          hint="For goals and reports. A deal may have its own."
        >
          <Select {...form.field('currency')} choices={choices.currencies} />
        </Field>
        <Field
          label="Numbers and dates as in"
          error={form.error('locale')}
          hint={example(values.locale, values.currency)}
        >
          <Select {...form.field('locale')} choices={choices.locales} />
        </Field>
        <Field
          label="Time zone"
          error={form.error('timeZone')}
          hint="The clock of reports, and of whoever has not chosen one."
        >
          <Select {...form.field('timeZone')} choices={choices.zones} />
        </Field>
        <Field label="The week starts on" error={form.error('weekStartsOn')}>
          <Select {...form.field('weekStartsOn')} choices={weekStarts} />
        </Field>
      </div>
    </>
  );
}
