import { useMemo } from 'react';
import { api } from '../../../web/api.ts';
import { SaveFoot } from '../../../web/forms/SaveFoot.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { refresh } from '../parts/saving.ts';
import { browserTimeZone, timeZoneChoices } from '../time-zones.ts';
import type { Me } from './account.ts';

export function ProfileForm({ me }: { me: Me }) {
  const { name, ownTimeZone, timeZone } = me.user;
  const form = useForm({
    initial: { name, timeZone: ownTimeZone ?? '' },
    check: (values) => (values.name.trim() === '' ? { name: 'Enter your name.' } : {}),
    submit: async (values) => {
      await api.patch('/api/me', {
        name: values.name.trim(),
        timeZone: values.timeZone === '' ? null : values.timeZone,
      });
      form.reset(values);
      await refresh([['me'], ['people']]);
      toast('Saved');
    },
  });
  const zones = useMemo(() => timeZoneChoices(ownTimeZone ?? ''), [ownTimeZone]);
  const theirs = me.user.teams.length === 0 ? 'As the company' : 'As my team';
  const here = browserTimeZone();
  const elsewhere = here !== (form.values.timeZone === '' ? timeZone : form.values.timeZone);
  return (
    <form onSubmit={form.submit} noValidate>
      <div className="fields">
        <Field label="Name" error={form.error('name')}>
          <TextInput {...form.field('name')} autoComplete="name" />
        </Field>
        <Field
          label="Time zone"
          error={form.error('timeZone')}
          hint={elsewhere ? <Here zone={here} take={() => form.set('timeZone', here)} /> : undefined}
        >
          <Select
            {...form.field('timeZone')}
            choices={zones}
            placeholder={ownTimeZone === null ? `${theirs}: ${timeZone}` : theirs}
          />
        </Field>
      </div>
      <SaveFoot form={form} />
    </form>
  );
}

/** Travelling, or moved: the clock of this computer is another one. */
function Here({ zone, take }: { zone: string; take: () => void }) {
  return (
    <>
      This computer is in {zone}.{' '}
      <button type="button" className="plain-link" onClick={take}>
        Use it
      </button>
    </>
  );
}
