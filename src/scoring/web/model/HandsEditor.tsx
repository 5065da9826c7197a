import { Button } from '../../../web/ui/Button.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { newHand, replaced, withoutItem, type Edited } from './edited.ts';
import { Wrong } from './EngagementEditor.tsx';
import { NumberInput } from './NumberInput.tsx';
import type { ErrorsAt } from './saving.ts';
import { TouchEditor } from './TouchEditor.tsx';

type Hands = Pick<Edited, 'raisedHands' | 'raisedHandDays'>;
type Props = Hands & { errors: ErrorsAt; onChange: (hands: Hands) => void };

/** What makes somebody hot at once, whatever the score. */
export function HandsEditor({ raisedHands, raisedHandDays, errors, onChange }: Props) {
  const change = (hands: Hands['raisedHands']) => onChange({ raisedHands: hands, raisedHandDays });
  return (
    <div className="stack">
      <ul className="rule-lines">
        {raisedHands.map((hand, index) => (
          <li key={hand.id}>
            <div className="rule-line" role="group" aria-label={hand.label}>
              <TextInput
                className="hand-name"
                aria-label="What it is called"
                value={hand.label}
                maxLength={60}
                onChange={(label) => change(replaced(raisedHands, { ...hand, label }))}
              />
              <div className="condition-parts">
                <TouchEditor
                  what={hand.what}
                  onChange={(what) => change(replaced(raisedHands, { ...hand, what }))}
                />
                <Wrong
                  text={errors(`raisedHands.${index}.label`) ?? errors(`raisedHands.${index}.what`, 'within')}
                />
              </div>
              <IconButton
                icon="cross"
                label={`Remove the raised hand ${hand.label}`}
                onClick={() => change(withoutItem(raisedHands, hand.id))}
              />
            </div>
          </li>
        ))}
      </ul>
      <div className="row wrap">
        <Button small ghost icon="plus" onClick={() => change([...raisedHands, newHand()])}>
          Raised hand
        </Button>
        {raisedHands.length > 0 && (
          <span className="row wrap">
            <span className="muted">keeps somebody hot for</span>
            <NumberInput
              whole
              label="How long a raised hand keeps somebody hot"
              value={raisedHandDays}
              min={1}
              max={365}
              unit="days"
              error={errors('raisedHandDays')}
              onChange={(days) => onChange({ raisedHands, raisedHandDays: days })}
            />
          </span>
        )}
      </div>
    </div>
  );
}
