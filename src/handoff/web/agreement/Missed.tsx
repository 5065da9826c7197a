import { Card } from '../../../web/ui/Card.tsx';
import type { WholeAgreement } from './agreements.ts';

/** What happens by itself, promise by promise, as it was signed. */
export function Missed({ agreement }: { agreement: WholeAgreement }) {
  const sides = new Map(agreement.document.promises.map(({ id, side }) => [id, side]));
  const said = agreement.said.filter(({ steps }) => steps.length > 0);
  if (said.length === 0) return null;
  return (
    <Card title="If a promise is missed">
      <ul className="miss">
        {said.map(({ id, name, steps }) => (
          <li key={id}>
            <span className={`dot ${sides.get(id) ?? ''}`} />
            <div>
              <span className="strong">{name}</span>
              <ul className="small muted">
                {steps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ul>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
