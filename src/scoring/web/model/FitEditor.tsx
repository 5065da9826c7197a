import { useState } from 'react';
import { TreeEditor } from '../../../audience/web/segments/TreeEditor.tsx';
import { useOffers, type OfferedField } from '../../../audience/web/segments/segments.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { newFitRule, replaced, withoutItem, withRoot, type Edited, type EditedFitRule } from './edited.ts';
import { Wrong } from './EngagementEditor.tsx';
import { NumberInput } from './NumberInput.tsx';
import type { WholeModel } from '../score-models.ts';
import type { ErrorsAt } from './saving.ts';

type Props = {
  fit: Edited['fit'];
  sentences: WholeModel['sentences']['fit'];
  errors: ErrorsAt;
  onChange: (fit: Edited['fit']) => void;
};

/** Who they are: where everybody starts, and what is added or taken for it. */
export function FitEditor({ fit, sentences, errors, onChange }: Props) {
  const offers = useOffers().data?.items.filter(isAskable) ?? [];
  return (
    <div className="stack">
      <div className="row wrap">
        <span className="muted">Everybody starts at</span>
        <NumberInput
          label="Fit to start with"
          value={fit.base}
          min={0}
          max={100}
          unit="points; the fit stays between 0 and 100."
          error={errors('fit.base')}
          onChange={(base) => onChange({ ...fit, base })}
        />
      </div>
      <ul className="rule-lines">
        {fit.rules.map((rule, index) => (
          <FitRuleEditor
            key={rule.id}
            rule={rule}
            sentence={sentences.find(({ id }) => id === rule.id)?.sentence}
            offers={offers}
            errors={errors}
            path={`fit.rules.${index}`}
            onChange={(next) => onChange({ ...fit, rules: replaced(fit.rules, next) })}
            onRemove={() => onChange({ ...fit, rules: withoutItem(fit.rules, rule.id) })}
          />
        ))}
      </ul>
      <div>
        <Button
          small
          ghost
          icon="plus"
          onClick={() => onChange({ ...fit, rules: [...fit.rules, newFitRule()] })}
        >
          Rule about who they are
        </Button>
      </div>
    </div>
  );
}

type RuleProps = {
  rule: EditedFitRule;
  /** As it was last saved. */
  sentence: string | undefined;
  offers: readonly OfferedField[];
  errors: ErrorsAt;
  path: string;
  onChange: (rule: EditedFitRule) => void;
  onRemove: () => void;
};

/** A sentence, until somebody wants to change what it says. */
function FitRuleEditor({ rule, sentence, offers, errors, path, onChange, onRemove }: RuleProps) {
  const wrong = errors(`${path}.when`, 'within');
  const [opened, setOpened] = useState(rule.when === undefined);
  const open = opened || wrong !== undefined;
  const words = sentence ?? 'Whoever …';
  return (
    <li>
      <div className="fit-rule" role="group" aria-label={words}>
        <div className="fit-rule-head">
          <NumberInput
            label="Points"
            value={rule.points}
            min={-100}
            max={100}
            error={errors(`${path}.points`)}
            onChange={(points) => onChange({ ...rule, points })}
          />
          <span className="fit-rule-words">
            {words}
            {rule.when === undefined && (
              <span className="small muted"> Add a condition; then it is saved.</span>
            )}
          </span>
          <Button small ghost icon="edit" aria-expanded={open} onClick={() => setOpened(!open)}>
            {open ? 'Close' : 'Conditions'}
          </Button>
          <IconButton icon="cross" label={`Remove the rule for ${words}`} onClick={onRemove} />
        </div>
        <Wrong text={wrong} />
        {open && (
          <TreeEditor root={rule.root} offers={offers} onChange={(root) => onChange(withRoot(rule, root))} />
        )}
      </div>
    </li>
  );
}

/** What is asked of contacts and companies; what they did stands under engagement. */
function isAskable({ source, editor }: OfferedField): boolean {
  return (source === 'contact' || source === 'company') && editor !== 'segment';
}
