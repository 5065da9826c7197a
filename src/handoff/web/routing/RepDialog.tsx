import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm, type Form } from '../../../web/forms/use-form.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Switch } from '../../../web/ui/Switch.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { toast } from '../../../web/ui/toast.ts';
import type { Rep } from '../acts/reps.ts';
import { checkRep, repChangeFrom, repDraftFrom, type RepDraft } from './rep-draft.ts';
import { saveRep } from './routing.ts';

/** What one rep can take, and when they are away. */
export function RepDialog({ rep, onClose }: { rep: Rep; onClose: () => void }) {
  const form = useForm<RepDraft>({
    initial: repDraftFrom(rep),
    check: checkRep,
    submit: async (draft) => {
      await saveRep(rep.id, repChangeFrom(draft));
      onClose();
      toast(`${rep.name} saved`);
    },
  });
  return (
    <FormDialog title={rep.name} form={form} submit="Save" onClose={onClose}>
      <Switch
        checked={form.values.takesLeads}
        onChange={(takesLeads) => form.set('takesLeads', takesLeads)}
        label="Takes leads"
        hint="Off: nothing new is routed to them; what they have stays."
      />
      <div className="act-pair">
        <Field label="Weight" error={form.error('weight')} hint="2 gets twice as many as 1">
          <TextInput {...form.field('weight')} inputMode="numeric" />
        </Field>
        <Field label="Capacity" optional error={form.error('capacity')} hint="Open leads at once">
          <TextInput
            {...form.field('capacity')}
            inputMode="numeric"
            placeholder={`${rep.effectiveCapacity}`}
          />
        </Field>
      </div>
      <Field label="Skills" optional hint="Separated by commas">
        <TextInput {...form.field('skills')} placeholder="Spa, hotels" />
      </Field>
      <Field label="Languages" optional error={form.error('languages')} hint="Separated by commas: de, en">
        <TextInput {...form.field('languages')} />
      </Field>
      <Vacations form={form} />
    </FormDialog>
  );
}

let keys = 0;

function Vacations({ form }: { form: Form<RepDraft> }) {
  const { vacations } = form.values;
  const change = (key: string, part: object) =>
    form.set(
      'vacations',
      vacations.map((each) => (each.key === key ? { ...each, ...part } : each)),
    );
  return (
    <fieldset className="vacations">
      <legend className="label">Vacations</legend>
      {vacations.map(({ key, from, to }, index) => (
        <div key={key} className="vacation">
          <TextInput
            type="date"
            aria-label={`First day of vacation ${index + 1}`}
            value={from}
            onChange={(from) => change(key, { from, ...(to === '' ? { to: from } : {}) })}
          />
          <TextInput
            type="date"
            aria-label={`Last day of vacation ${index + 1}`}
            value={to}
            min={from}
            onChange={(to) => change(key, { to })}
          />
          <IconButton
            icon="cross"
            label={`Remove vacation ${index + 1}`}
            onClick={() =>
              form.set(
                'vacations',
                vacations.filter((each) => each.key !== key),
              )
            }
          />
        </div>
      ))}
      {form.error('vacations') !== undefined && (
        <span className="small negative" role="alert">
          {form.error('vacations')}
        </span>
      )}
      <div>
        <Button
          small
          icon="plus"
          onClick={() =>
            form.set('vacations', [...vacations, { key: `new-${++keys}`, from: '', to: '', note: '' }])
          }
        >
          Vacation
        </Button>
      </div>
    </fieldset>
  );
}
