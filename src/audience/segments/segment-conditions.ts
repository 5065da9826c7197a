import { sql } from 'kysely';
import { z } from 'zod';
import type { ConditionSource, Understood } from '../../platform/conditions.ts';
import type { Db } from '../../platform/db.ts';
import './tables.ts';

const shape = z.strictObject({
  source: z.literal('segment'),
  field: z.literal('in').default('in'),
  operator: z.enum(['is', 'is_not']).default('is'),
  segmentId: z.uuid(),
});

/** Whether somebody is in another segment. */
export const segmentConditions: ConditionSource = {
  source: 'segment',
  offers: async (db) => [
    {
      source: 'segment',
      field: 'in',
      label: 'Segment or list',
      group: 'Segments',
      editor: 'segment',
      operators: ['is', 'is_not'],
      choices: await openSegments(db),
    },
  ],
  understand: async (db, conditions) => {
    const read = conditions.map((condition) => shape.safeParse(condition));
    const names = await namesOf(
      db,
      read.flatMap(({ data }) => data?.segmentId ?? []),
    );
    return read.map(({ data }) => {
      const name = data && names.get(data.segmentId);
      if (!data || name === undefined)
        return {
          problem: data ? 'This segment is not there any more.' : 'Choose a segment.',
          field: 'segmentId',
        };
      return inSegment(data, name);
    });
  },
};

/** Whom somebody put on a list; not offered, it is what a list consists of. */
export const pickConditions: ConditionSource = {
  source: 'picked',
  offers: async () => [],
  understand: async (_db, conditions) =>
    conditions.map(({ segmentId }) => ({
      words: { who: 'were picked by hand', whoNot: 'were not picked by hand' },
      marks: [],
      onClock: false,
      compile: ({ among }) => ({
        set: sql`select p.contact_id from audience.segment_picks as p
          where p.segment_id = ${segmentId}::uuid and ${among('p.contact_id')}`,
        inside: (alias) => sql`${sql.raw(alias)}.contact_id is not null`,
        sure: true,
      }),
    })),
};

function inSegment({ segmentId, operator }: z.output<typeof shape>, name: string): Understood {
  const [is, isNot] = [`are in “${name}”`, `are not in “${name}”`];
  const positive = operator === 'is';
  const what = sql.raw(positive ? 'is not null' : 'is null');
  return {
    words: positive ? { who: is, whoNot: isNot } : { who: isNot, whoNot: is },
    marks: [`segment:${segmentId}`],
    onClock: false,
    compile: ({ among }) => ({
      set: sql`select sm.contact_id from audience.segment_members as sm
        where sm.segment_id = ${segmentId}::uuid and ${among('sm.contact_id')}`,
      inside: (alias) => sql`${sql.raw(alias)}.contact_id ${what}`,
      sure: true,
    }),
  };
}

const MOST_SEGMENTS = 1_000;

async function openSegments(db: Db) {
  const rows = await db
    .selectFrom('audience.segments')
    .select(['id', 'name'])
    .where('archived_at', 'is', null)
    .orderBy('name_key')
    .limit(MOST_SEGMENTS)
    .execute();
  return rows.map(({ id, name }) => ({ value: id, label: name }));
}

async function namesOf(db: Db, ids: string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('audience.segments')
    .select(['id', 'name'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
