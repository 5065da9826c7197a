import { count } from '../../../web/numbers.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { factor, type ModelCheck } from './checks.ts';

const shown = 12;
/** The scale is one of factors: a third is as far to the left as three times is to the right. */
const widest = Math.log(12);

/** What matters most, each with its interval. */
export function Effects({ check }: { check: ModelCheck }) {
  const { effects, leftOut } = check;
  return (
    <Card title="The strongest effects">
      <p className="small muted check-note">
        By how much the odds of becoming a customer are multiplied, all else being equal. Of touchpoints: once
        and just now, against never. The bar is the 95% interval.
        {effects.some(({ chosen }) => chosen) &&
          ' Sales chose whom to call and whom to visit: where it says so, the effect is not what the call did, but whom they called.'}
        {leftOut.length > 0 &&
          ` Not looked at, because it happens only once there is an offer: ${leftOut.join(', ')}.`}
      </p>
      <ul className="effects">
        {effects.slice(0, shown).map((effect) => (
          <Effect key={effect.words} effect={effect} />
        ))}
      </ul>
    </Card>
  );
}

function Effect({ effect: { words, times, people, chosen } }: { effect: ModelCheck['effects'][number] }) {
  const place = (value: number) => 50 + 50 * clamp(Math.log(value) / widest);
  const side = times.value >= 1 ? 'more' : 'less';
  return (
    <li>
      <span className="effect-words">
        {words}{' '}
        <span className="small muted num">
          {count(people)} examples{chosen && ' · whom sales chose'}
        </span>
      </span>
      <span className={`effect-bar ${side}`} aria-hidden="true">
        <i style={{ left: `${place(times.low)}%`, right: `${100 - place(times.high)}%` }} />
        <b style={{ left: `${place(times.value)}%` }} />
      </span>
      <span className="num strong">
        {factor(times.value)}
        <span className="sr">
          , between {factor(times.low)} and {factor(times.high)}
        </span>
      </span>
    </li>
  );
}

function clamp(value: number): number {
  return Math.max(-1, Math.min(1, value));
}
