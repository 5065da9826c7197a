import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { ownedBy } from '../../workspace/workspace.ts';
import { modelInForce } from '../known-models.ts';
import type { ModelDocument } from '../model.ts';
import { temperatures, type Temperature } from '../temperature.ts';
import { grades, type Grade, type Grid } from './contract.ts';

/** Counting as many takes about 100 ms; of more than that, those who are cold are estimated from some drawn by chance. */
const MOST_COUNTED = 200_000;
const DRAWN = 20_000;

type Counted = { grade: Grade; temperature: Temperature; count: number };

/** How many people stand in each cell, as far as `who` may see them. */
export async function gridOf(db: Db, who: Actor): Promise<Grid> {
  const { id, number, document } = await modelInForce(db);
  const total = await scoresAbout(db);
  const few = total <= MOST_COUNTED;
  const known = await countCells(db, who, {
    id,
    document,
    where: few ? sql`true` : sql`s.temperature <> 'cold'`,
  });
  const cold = few ? [] : await estimateCold(db, who, { id, document, total });
  const counts = new Map(
    [...known, ...cold].map((cell) => [`${cell.grade} ${cell.temperature}`, cell.count]),
  );
  const cells = grades.flatMap((grade) =>
    temperatures.map((temperature) => ({
      grade,
      temperature,
      count: counts.get(`${grade} ${temperature}`) ?? 0,
      exact: few || temperature !== 'cold',
      filter: JSON.stringify([
        ['grade', 'is', [grade]],
        ['temperature', 'is', [temperature]],
      ]),
    })),
  );
  return { model: { id, number }, cells };
}

type Asked = { id: string; document: ModelDocument };

async function countCells(
  db: Db,
  who: Actor,
  { id, document, where, from }: Asked & { where: RawBuilder<unknown>; from?: RawBuilder<unknown> },
): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select ${gradeIn(document)} as grade, s.temperature, count(*) as count
    from ${from ?? sql`scoring.scores as s`}
    join audience.contacts as c on c.id = s.contact_id and c.deleted_at is null
    where s.model_id = ${id}::uuid and ${where} and ${ownedBy(who, 'contacts.read', 'c.owner_id')}
    group by 1, 2`.execute(db);
  return rows;
}

/** Whole pages of the table: to read single rows by chance, all of it would have to be read. */
async function estimateCold(db: Db, who: Actor, asked: Asked & { total: number }): Promise<Counted[]> {
  const percent = (100 * DRAWN) / asked.total;
  const drawn = await countCells(db, who, {
    ...asked,
    where: sql`s.temperature = 'cold'`,
    from: sql`scoring.scores as s tablesample system (${percent})`,
  });
  return drawn.map((cell) => ({ ...cell, count: Math.round((cell.count * 100) / percent) }));
}

/** As the planner knows it. */
async function scoresAbout(db: Db): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint as total
    from pg_inherits as i join pg_class as c on c.oid = i.inhrelid where i.inhparent = 'scoring.scores'::regclass`.execute(
    db,
  );
  return rows[0]?.total ?? 0;
}

function gradeIn({ fit: { grades: from } }: ModelDocument): RawBuilder<Grade> {
  return sql<Grade>`case when s.fit >= ${from.a} then 'A' when s.fit >= ${from.b} then 'B' when s.fit >= ${from.c} then 'C' else 'D' end`;
}
