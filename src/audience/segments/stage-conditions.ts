import { sql } from 'kysely';
import { z } from 'zod';
import type { ConditionSource, Understood } from '../../platform/conditions.ts';
import {
  compileOccurrences,
  daysToRead,
  isOnClock,
  period,
  periodWords,
} from '../../platform/occurrences.ts';
import { stages } from '../contact.ts';
import { stageLabels, stageNouns } from './words.ts';

const shape = z.strictObject({
  source: z.literal('stage'),
  field: z.literal('became').default('became'),
  stage: z.enum(stages),
  period: period.default({}),
});

/** The way through the stages: "became a lead in the last 30 days". */
export const stageConditions: ConditionSource = {
  source: 'stage',
  offers: async () => [
    {
      source: 'stage',
      field: 'became',
      label: 'Became …',
      group: 'Contact',
      editor: 'stage',
      operators: [],
      choices: stages.map((value) => ({ value, label: stageLabels[value] })),
    },
  ],
  understand: async (_db, conditions) =>
    conditions.map((condition) => {
      const read = shape.safeParse(condition);
      if (read.success) return became(read.data);
      return {
        problem: 'Choose the stage they became, and when.',
        field: String(read.error.issues[0]?.path[0]),
      };
    }),
};

function became({ stage, period }: z.output<typeof shape>): Understood {
  const what = `${stageNouns[stage].one} ${periodWords(period)}`.trim();
  const occurrences = {
    from: 'audience.stage_moves as m',
    contact: 'm.contact_id',
    moment: 'm.moved_at',
    where: sql<boolean>`m.to_stage = ${stage}`,
    times: { is: 'at_least', count: 1 } as const,
    period,
  };
  return {
    words: { who: `became ${what}`, whoNot: `did not become ${what}` },
    marks: ['contact:stage'],
    onClock: isOnClock(occurrences),
    days: daysToRead(occurrences),
    compile: (asked) => compileOccurrences(occurrences, asked),
  };
}
