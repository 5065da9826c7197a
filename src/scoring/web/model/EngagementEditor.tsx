import { Button } from '../../../web/ui/Button.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import type { EngagementGroup, EngagementRule } from '../../simulation/contract.ts';
import { useNames } from '../names.ts';
import { ruleWords } from '../words.ts';
import { newRule, replaced, withoutItem } from './edited.ts';
import { FadeCurve } from './FadeCurve.tsx';
import { NumberInput } from './NumberInput.tsx';
import { OftenEditor } from './OftenEditor.tsx';
import type { ErrorsAt } from './saving.ts';
import { TouchEditor } from './TouchEditor.tsx';

type Props = {
  group: EngagementGroup;
  /** Where it stands in the document, as errors name the place. */
  path: string;
  errors: ErrorsAt;
  onChange: (group: EngagementGroup) => void;
  onRemove: () => void;
};

/** What counts together: its cap, how it fades, and its rules. */
export function EngagementEditor({ group, path, errors, onChange, onRemove }: Props) {
  const { label, rules } = group;
  return (
    <fieldset className="rule-group">
      <legend className="sr">{label}</legend>
      <GroupHead {...{ group, path, errors, onChange, onRemove }} />
      <Wrong text={errors(`${path}.label`) ?? errors(`${path}.rules`)} />
      <ul className="rule-lines">
        {rules.map((rule, index) => (
          <RuleEditor
            key={rule.id}
            rule={rule}
            path={`${path}.rules.${index}`}
            errors={errors}
            onChange={(next) => onChange({ ...group, rules: replaced(rules, next) })}
            onRemove={() => onChange({ ...group, rules: withoutItem(rules, rule.id) })}
          />
        ))}
      </ul>
      <Button small ghost icon="plus" onClick={() => onChange({ ...group, rules: [...rules, newRule()] })}>
        Rule
      </Button>
    </fieldset>
  );
}

function GroupHead({ group, path, errors, onChange, onRemove }: Props) {
  const { label, cap, halfLifeDays } = group;
  return (
    <div className="rule-group-head">
      <TextInput
        className="rule-group-name"
        aria-label="Name of the group"
        value={label}
        maxLength={60}
        onChange={(typed) => onChange({ ...group, label: typed })}
      />
      <span className="row wrap">
        <span className="muted">at most</span>
        <NumberInput
          label={`Most that ${label} gives`}
          value={cap}
          min={1}
          max={1_000}
          error={errors(`${path}.cap`)}
          onChange={(next) => onChange({ ...group, cap: next })}
        />
        <span className="muted">points, half gone in</span>
        <NumberInput
          label={`Half-life of ${label}`}
          value={halfLifeDays}
          min={1}
          max={365}
          unit="days"
          error={errors(`${path}.halfLifeDays`)}
          onChange={(next) => onChange({ ...group, halfLifeDays: next })}
        />
        <FadeCurve halfLifeDays={halfLifeDays} />
      </span>
      <IconButton icon="bin" label={`Remove the group ${label}`} onClick={onRemove} />
    </div>
  );
}

type RuleProps = {
  rule: EngagementRule;
  path: string;
  errors: ErrorsAt;
  onChange: (rule: EngagementRule) => void;
  onRemove: () => void;
};

function RuleEditor({ rule, path, errors, onChange, onRemove }: RuleProps) {
  const words = ruleWords(rule, useNames());
  return (
    <li>
      <div className="rule-line" role="group" aria-label={words}>
        <NumberInput
          label="Points"
          value={rule.points}
          min={-1_000}
          max={1_000}
          error={errors(`${path}.points`)}
          onChange={(points) => onChange({ ...rule, points })}
        />
        <div className="condition-parts">
          <span className="muted">for</span>
          <TouchEditor what={rule.what} onChange={(what) => onChange({ ...rule, what })} />
          <OftenEditor
            often={rule.often}
            onChange={(often) => {
              const { often: _before, ...rest } = rule;
              onChange(often === undefined ? rest : { ...rest, often });
            }}
          />
          <Wrong text={errors(`${path}.what`, 'within') ?? errors(`${path}.often`, 'within')} />
        </div>
        <IconButton icon="cross" label={`Remove the rule for ${words}`} onClick={onRemove} />
      </div>
    </li>
  );
}

export function Wrong({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <span className="small negative" role="alert">
      {text}
    </span>
  );
}
