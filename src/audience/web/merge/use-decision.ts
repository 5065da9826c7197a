import { useState } from 'react';
import type { Comparison, Decision, Line, Seat } from './merge-kind.ts';

/** Which of the two is kept, and whose value stands field by field; what nobody chose is as proposed. */
export function useDecision(pair: Comparison) {
  const [keep, setKeep] = useState<Seat>(pair.keep);
  const [chosen, setChosen] = useState<Readonly<Record<string, Seat>>>({});
  const seatOf = (line: Line): Seat => chosen[line.field] ?? line.proposed[keep];
  return {
    keep,
    seatOf,
    /** All of one side: what it knows stands, what it does not is filled from the other. */
    take: (seat: Seat) => {
      setKeep(seat);
      setChosen({});
    },
    choose: (field: string, seat: Seat) => setChosen((now) => ({ ...now, [field]: seat })),
    decision: (): Decision => ({
      kept: pair[keep],
      gone: pair[keep === 'one' ? 'other' : 'one'],
      choices: Object.fromEntries(
        pair.lines.map((line) => [line.field, seatOf(line) === keep ? 'kept' : 'gone'] as const),
      ),
    }),
  };
}

export type DecisionState = ReturnType<typeof useDecision>;
