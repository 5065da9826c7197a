import { count, percent } from '../../../web/numbers.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { TeamDot } from '../../../web/ui/TeamDot.tsx';
import { NumberLink } from './NumberLink.tsx';
import type { Asked, Tension } from './tension.ts';

type Props = { tension: Tension; show: (leads: Asked) => void };

/** Of the judged leads: where both say the same, and the two ways of not doing so. */
export function BothSides({ tension: { all }, show }: Props) {
  const { metAccepted, metRefused, belowAccepted, belowRefused } = all;
  const known = metAccepted + metRefused + belowAccepted + belowRefused;
  return (
    <Card
      title="Do both sides mean the same?"
      end={
        <span className="small muted num">
          {percent(metAccepted + belowRefused, known)} of {count(known)} alike
        </span>
      }
    >
      <table className="both">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr">Marketing</span>
            </th>
            <th scope="col">
              <TeamDot team="sales" label="Accepted" />
            </th>
            <th scope="col">
              <TeamDot team="sales" label="Sent back" />
            </th>
          </tr>
        </thead>
        <tbody>
          <Rows all={all} show={show} />
        </tbody>
      </table>
    </Card>
  );
}

function Rows({ all, show }: { all: Tension['all']; show: Props['show'] }) {
  const { metAccepted, metRefused, belowAccepted, belowRefused } = all;
  return (
    <>
      <tr>
        <th scope="row">
          <TeamDot team="marketing" label="Met the line" />
        </th>
        <Cell
          leads={{ line: 'met', verdict: 'accepted' }}
          of={metAccepted}
          words="both say yes"
          show={show}
        />
        <Cell
          leads={{ line: 'met', verdict: 'refused' }}
          of={metRefused}
          words="hot on paper, not for sales"
          show={show}
          apart
        />
      </tr>
      <tr>
        <th scope="row">
          <TeamDot team="marketing" label="Below it" />
        </th>
        <Cell
          leads={{ line: 'below', verdict: 'accepted' }}
          of={belowAccepted}
          words="good leads the model misses"
          show={show}
          apart
        />
        <Cell
          leads={{ line: 'below', verdict: 'refused' }}
          of={belowRefused}
          words="both say no"
          show={show}
        />
      </tr>
    </>
  );
}

type CellProps = {
  leads: Asked;
  of: number;
  words: string;
  show: Props['show'];
  /** The two sides differ here. */
  apart?: boolean;
};

function Cell({ leads, of, words, show, apart = false }: CellProps) {
  return (
    <td className={apart ? 'apart' : undefined}>
      <NumberLink of={words} className="figure" onClick={() => show(leads)}>
        {count(of)}
      </NumberLink>
      <span className={apart ? 'small' : 'small muted'}>{words}</span>
    </td>
  );
}
