import { useQuery } from '@tanstack/react-query';
import { api } from '../../../web/api.ts';
import { useForm } from '../../../web/forms/use-form.ts';
import { useTimeZone } from '../../../web/session.ts';
import { dayOf } from '../../../web/time.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { conflictAt } from '../parts/at-field.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { act, refresh } from '../parts/saving.ts';
import { comingHolidays, holidaysQuery, type Holiday } from './teams.ts';

/** Of one team, or of everybody (null). */
export function Holidays({ teamId, may }: { teamId: string | null; may: boolean }) {
  const holidays = useQuery(holidaysQuery);
  const today = dayOf(useNow(), useTimeZone());
  return (
    <Loaded query={holidays} lines={2}>
      {({ items }) => {
        const coming = comingHolidays(items, teamId, today);
        return (
          <>
            {coming.length === 0 && (
              <p className="muted">None to come. On a holiday no clock runs and no lead is late.</p>
            )}
            {coming.length > 0 && (
              <ul className="lines">
                {coming.map((holiday) => (
                  <HolidayLine key={holiday.id} holiday={holiday} may={may} />
                ))}
              </ul>
            )}
            {may && <AddHoliday teamId={teamId} today={today} />}
          </>
        );
      }}
    </Loaded>
  );
}

function HolidayLine({ holiday: { id, name, date, teamId }, may }: { holiday: Holiday; may: boolean }) {
  const remove = () =>
    act(
      () => api.delete(`/api/holidays/${id}`),
      `${name} is a working day now`,
      [holidaysQuery.queryKey],
      () => api.post('/api/holidays', { name, date, teamId }),
    );
  return (
    <li>
      <Icon name="calendar" />
      <span className="about">
        <span className="strong">{name}</span>
        <span className="small muted num">{longDate(date)}</span>
      </span>
      {may && <IconButton icon="cross" label={`Remove ${name}`} onClick={() => void remove()} />}
    </li>
  );
}

function AddHoliday({ teamId, today }: { teamId: string | null; today: string }) {
  const form = useForm({
    initial: { date: '', name: '' },
    check: ({ date, name }) => ({
      ...(date === '' ? { date: 'Choose a day.' } : {}),
      ...(name.trim() === '' ? { name: 'Enter what it is called.' } : {}),
    }),
    submit: async ({ date, name }) => {
      await conflictAt('date', api.post('/api/holidays', { date, name: name.trim(), teamId }));
      await refresh([holidaysQuery.queryKey]);
      form.reset({ date: '', name: '' });
    },
  });
  return (
    <form className="holiday-form" onSubmit={form.submit} noValidate>
      <Field label="Day" error={form.error('date')}>
        <TextInput {...form.field('date')} type="date" min={today} />
      </Field>
      <Field label="Name" error={form.error('name')}>
        <TextInput {...form.field('name')} placeholder="Boxing Day" />
      </Field>
      <Button type="submit" busy={form.busy}>
        Add
      </Button>
      <FormError problem={form.problem} />
    </form>
  );
}

function longDate(day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  return at
    .toLocaleDateString('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    })
    .replace(',', '');
}
