import { percent } from '../../../web/numbers.ts';
import './model-check.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Block } from '../../../web/record/Block.tsx';
import type { RecordRef } from '../../../web/room.ts';
import { factor, personQuery, type PersonPropensity } from './checks.ts';

/** How likely somebody becomes a customer, and what speaks for and against it. Without a model there is nothing to show. */
export function PropensityBlock({ record }: { record: RecordRef }) {
  const { data } = useQuery(personQuery(record.id));
  if (data === undefined || data.probability === null) return null;
  return (
    <Block
      title="Propensity"
      end={
        <Link to="/score/check" className="small muted">
          Model check
        </Link>
      }
    >
      <p className="propensity">
        <span className="figure">{percent(data.probability)}</span>
        <span className="muted">
          {data.words}
          {data.times !== null && `; ${factor(data.times)} the average contact`}
        </span>
      </p>
      <Reasons title="Speaks for it" reasons={data.for} />
      <Reasons title="Speaks against it" reasons={data.against} />
    </Block>
  );
}

function Reasons({ title, reasons }: { title: string; reasons: PersonPropensity['for'] }) {
  if (reasons.length === 0) return null;
  return (
    <>
      <h3 className="small muted">{title}</h3>
      <ul className="propensity-reasons">
        {reasons.map(({ words, times }) => (
          <li key={words}>
            <span>{words}</span>
            <span className="num">{factor(times)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
