import type { Form } from '../../../web/forms/use-form.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { outcomeWords } from '../words.ts';
import { fieldsFor, type LogValues } from './log-form.ts';

const outcomes = Object.entries(outcomeWords).map(([value, label]) => ({ value, label }));

/** What came of it, how long it took, what it cost. */
export function TalkFields({ form }: { form: Form<LogValues> }) {
  const { what, currency } = form.values;
  const shown = fieldsFor(what);
  if (!shown.outcome) return null;
  return (
    <div className="talk-fields">
      <Field label="Outcome" optional error={form.error('outcome')}>
        <Select {...form.field('outcome')} choices={outcomes} placeholder="Not said" />
      </Field>
      <Field label="Minutes" optional error={form.error('minutes')}>
        <TextInput {...form.field('minutes')} inputMode="numeric" />
      </Field>
      {shown.expense && (
        <Field label={`Expense, ${currency}`} optional error={form.error('expense')}>
          <TextInput {...form.field('expense')} inputMode="decimal" />
        </Field>
      )}
    </div>
  );
}
