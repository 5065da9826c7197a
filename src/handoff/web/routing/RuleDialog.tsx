import '../../../audience/web/segments/segments.css';
import '../../../web/styles/list.css';
import { TreeEditor } from '../../../audience/web/segments/TreeEditor.tsx';
import { toTree } from '../../../audience/web/segments/draft.ts';
import { useOffers, usePreview } from '../../../audience/web/segments/segments.ts';
import { useForm } from '../../../web/forms/use-form.ts';
import { about, counted } from '../../../web/numbers.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { FormError } from '../../../web/ui/FormError.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { putRouting, type Rule, type ShownRouting } from './routing.ts';
import { checkRule, draftFrom, ruleFrom, type RuleDraft } from './rule-draft.ts';
import { TargetFields } from './TargetFields.tsx';

type Props = { routing: ShownRouting; rule: Rule | undefined; onClose: () => void };

/** Whom it is about, and who gets them. */
export function RuleDialog({ routing, rule, onClose }: Props) {
  const form = useForm<RuleDraft>({
    initial: draftFrom(rule),
    check: checkRule,
    submit: async (draft) => {
      const written = ruleFrom(draft);
      const { rules } = routing;
      const next =
        rule === undefined
          ? [...rules, written]
          : rules.map((each) => (each.id === rule.id ? written : each));
      await putRouting(routing, { rules: next });
      onClose();
      toast(rule === undefined ? 'Rule added' : 'Rule saved');
    },
  });
  const offers = useOffers().data?.items ?? [];
  return (
    <Dialog title={rule === undefined ? 'New rule' : 'Rule'} onClose={onClose} wide>
      {/* No form around it: choices of conditions are small forms of their own, and forms cannot stand in forms. */}
      <Field label="Name" optional>
        <TextInput {...form.field('name')} maxLength={100} placeholder="Germany to the DACH team" />
      </Field>
      <div className="stack">
        <span className="label">Who is meant</span>
        <TreeEditor root={form.values.when} offers={offers} onChange={(when) => form.set('when', when)} />
        {form.error('when') !== undefined && (
          <p className="small negative" role="alert">
            {form.error('when')}
          </p>
        )}
        <Meant draft={form.values} />
      </div>
      <TargetFields form={form} />
      <Field label="Skills they need" optional hint="Separated by commas; the rep must have all of them.">
        <TextInput {...form.field('skills')} placeholder="Spa, hotels" />
      </Field>
      <Checkbox
        checked={form.values.language}
        onChange={(language) => form.set('language', language)}
        label="Must speak the language of the contact, where it is known"
      />
      <FormError problem={form.problem} />
      <div className="dialog-foot">
        <Button ghost onClick={onClose}>
          Cancel
        </Button>
        <Button primary busy={form.busy} onClick={() => form.submit()}>
          {rule === undefined ? 'Add rule' : 'Save rule'}
        </Button>
      </div>
    </Dialog>
  );
}

/** How many it is about today. */
function Meant({ draft }: { draft: RuleDraft }) {
  const tree = toTree(draft.when);
  const { data } = usePreview(tree);
  if (tree === undefined) return <p className="small muted">Without conditions: everybody.</p>;
  if (data === undefined) return null;
  const { count, exact } = data.estimate;
  return (
    <p className="small muted">
      {data.sentence} {exact ? counted(count, 'contact', 'contacts') : `${about(count)} contacts`} today.
    </p>
  );
}
