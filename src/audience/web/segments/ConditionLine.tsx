import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { ChoicePicker } from './ChoicePicker.tsx';
import { DidEditor } from './DidEditor.tsx';
import { isSpan, needsValue, textOf, withOperator, type DraftCondition, type Given } from './draft.ts';
import { PeriodInput, type Period } from './PeriodInput.tsx';
import type { OfferedField } from './segments.ts';
import { SpanInput } from './SpanInput.tsx';
import { choicesOf, operatorWords } from './words.ts';

type Props = {
  condition: DraftCondition;
  offer: OfferedField | undefined;
  onChange: (given: Given) => void;
  onRemove: () => void;
};

/** One condition: what is asked, how it is compared, and with what. */
export function ConditionLine({ condition, offer, onChange, onRemove }: Props) {
  const label = offer?.label ?? 'Something that is not there any more';
  return (
    <div className="condition" role="group" aria-label={label}>
      <span className="condition-field">{label}</span>
      <div className="condition-parts">
        {offer !== undefined && <Parts offer={offer} given={condition.given} onChange={onChange} />}
      </div>
      <IconButton icon="cross" label={`Remove ${label}`} onClick={onRemove} />
    </div>
  );
}

/** Of people one says it otherwise: nobody is no value that is unknown. */
function wordOf({ editor }: OfferedField, operator: string): string {
  if (editor === 'user' && operator === 'is_empty') return 'is nobody';
  if (editor === 'user' && operator === 'is_not_empty') return 'is somebody';
  return operatorWords[operator] ?? operator;
}

type PartsProps = { offer: OfferedField; given: Given; onChange: (given: Given) => void };

function Parts(props: PartsProps) {
  const { offer, given, onChange } = props;
  if (offer.editor === 'touchpoints') return <DidEditor {...props} />;
  if (offer.editor === 'stage') return <BecameEditor {...props} />;
  if (offer.editor === 'segment') return <SegmentEditor {...props} />;
  const operator = String(given['operator']);
  return (
    <>
      {offer.operators.length > 1 && (
        <Select
          aria-label={`${offer.label}, how`}
          value={operator}
          choices={offer.operators.map((value) => ({ value, label: wordOf(offer, value) }))}
          onChange={(chosen) => onChange(withOperator(given, chosen))}
        />
      )}
      {needsValue(operator) && <ValueInput {...props} />}
    </>
  );
}

function ValueInput({ offer, given, onChange }: PartsProps) {
  const { operator, value } = given;
  const set = (value: unknown) => onChange({ ...given, value });
  if (isSpan(operator)) return <SpanInput label={offer.label} value={value} onChange={set} />;
  if (offer.editor === 'choice' || offer.editor === 'user') {
    const picked = Array.isArray(value) ? value.map(String) : [textOf(value)].filter(Boolean);
    return (
      <ChoicePicker
        label={offer.label}
        blank="Choose …"
        choices={choicesOf(offer)}
        picked={picked}
        onChange={set}
      />
    );
  }
  if (offer.editor === 'yesno') {
    return (
      <Segmented
        label={offer.label}
        value={value === false ? 'no' : 'yes'}
        onChange={(answer) => set(answer === 'yes')}
        choices={[
          { value: 'yes', label: 'Yes' },
          { value: 'no', label: 'No' },
        ]}
      />
    );
  }
  const type = offer.editor === 'number' ? 'number' : offer.editor === 'date' ? 'date' : 'text';
  return (
    <TextInput
      type={type}
      aria-label={offer.label}
      placeholder="Value"
      value={textOf(value)}
      onChange={(typed) => set(type === 'number' && typed !== '' ? Number(typed) : typed)}
    />
  );
}

function BecameEditor({ offer, given, onChange }: PartsProps) {
  return (
    <>
      <Select
        aria-label="Stage"
        value={String(given['stage'])}
        choices={offer.choices}
        onChange={(stage) => onChange({ ...given, stage })}
      />
      <PeriodInput
        label="Stage"
        period={(given['period'] as Period | undefined) ?? {}}
        onChange={(period) => onChange({ ...given, period })}
      />
    </>
  );
}

function SegmentEditor({ offer, given, onChange }: PartsProps) {
  return (
    <>
      <Select
        aria-label="In or not in"
        value={textOf(given['operator'])}
        choices={[
          { value: 'is', label: 'is in' },
          { value: 'is_not', label: 'is not in' },
        ]}
        onChange={(operator) => onChange({ ...given, operator })}
      />
      <Select
        aria-label="Which segment or list"
        value={String(given['segmentId'])}
        placeholder="Choose …"
        choices={offer.choices}
        onChange={(segmentId) => onChange({ ...given, segmentId })}
      />
    </>
  );
}
