import { sql } from 'kysely';
import { now } from '../../platform/clock.ts';
import { transaction, type Db } from '../../platform/db.ts';
import { system } from '../../platform/actor.ts';
import type { Ears } from '../../platform/ears.ts';
import { errorCode, messageOf } from '../../platform/refusal.ts';
import { EVENTS_CHANNEL } from '../../platform/event-order.ts';
import { emit } from '../../platform/events.ts';
import type { Log } from '../../platform/log.ts';
import { goRound, type Rounds } from '../../platform/rounds.ts';
import { judge, tryToHoldMembership, treeOf } from './judging.ts';
import { byDependence, readKept, type Kept } from './kept.ts';
import { ANYTHING } from './touched.ts';
import type { Tree } from './tree.ts';
import { problemsOf, readTrees, type ReadTrees } from './understanding.ts';

/** Whatever wakes nobody is found after this long. */
const POLL_MS = 400;
const GATHER_MS = 50;
const ROWS_PER_ROUND = 100;
const CONTACTS_PER_ROUND = 1_000;

/** Keeps who is in which segment, for as long as the work side runs. */
export function keepSegments({ db, ears, log }: { db: Db; ears: Ears; log: Log }): Rounds {
  const rounds = goRound({
    round: async () => ((await isThereWork(db)) && (await keepOnce(db)) > 0 ? 0 : POLL_MS),
    gatherMs: GATHER_MS,
    failed: (error) => log.error({ err: error }, 'segments cannot be kept at the moment; trying again'),
  });
  const deaf = ears.on(EVENTS_CHANNEL, rounds.wake);
  return {
    ...rounds,
    stop() {
      deaf();
      return rounds.stop();
    },
  };
}

/** Two looks at an index: all that an idle installation is asked for, however often. */
async function isThereWork(db: Db): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`
    select exists (select from audience.segment_touched where held_for is null)
      or exists (select from audience.segment_dues where due_at <= ${now()}) as some`.execute(db);
  return rows[0]?.some === true;
}

/** Judges the contacts that were touched, and those whose time has come. Answers how many rows of work it took up. */
export async function keepOnce(db: Db): Promise<number> {
  return transaction(db, async (trx) => {
    // Another process is at it.
    if (!(await tryToHoldMembership(trx))) return 0;
    const touched = await takeTouched(trx);
    const due = await takeDue(trx);
    if (touched.length + due.length === 0) return 0;
    await judgeTouched(trx, touched, due);
    return touched.length + due.length;
  });
}

type Touched = { marks: string[]; contact_ids: string[] };
type Due = { segment_id: string; contact_id: string };

async function takeTouched(db: Db): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    with next as (
      select position, sum(cardinality(contact_ids)) over (order by position) as upto
      from (select position, contact_ids from audience.segment_touched where held_for is null
        order by position limit ${ROWS_PER_ROUND}) as waiting
    )
    delete from audience.segment_touched
    where position in (select position from next where upto <= ${CONTACTS_PER_ROUND}
      or position = (select min(position) from next))
    returning marks, contact_ids`.execute(db);
  return rows;
}

async function takeDue(db: Db): Promise<Due[]> {
  const { rows } = await sql<Due>`
    delete from audience.segment_dues where (segment_id, contact_id) in (
      select segment_id, contact_id from audience.segment_dues where due_at <= ${now()}
      order by due_at limit ${CONTACTS_PER_ROUND} for update skip locked)
    returning segment_id, contact_id`.execute(db);
  return rows;
}

/**
 * Segments that others ask about come before those: whoever comes or goes there is judged again here, in the same
 * round. Of a segment whose members are just being found, the contacts are put aside until they are.
 */
async function judgeTouched(db: Db, touched: Touched[], due: Due[]): Promise<void> {
  const at = now();
  const asked = new Map<string, Set<string>>();
  const add = (mark: string, ids: string[]) => {
    const known = asked.get(mark) ?? new Set();
    for (const id of ids) known.add(id);
    asked.set(mark, known);
  };
  for (const { marks, contact_ids: ids } of touched) for (const mark of marks) add(mark, ids);
  for (const { segment_id: id, contact_id: contactId } of due) add(onlyFor(id), [contactId]);
  const segments = byDependence(await readKept(db)).map((segment) => ({ ...segment, tree: treeOf(segment) }));
  const read = await readTrees(
    db,
    segments.map(({ tree }) => tree),
  );
  for (const segment of segments) {
    const marks = [ANYTHING, onlyFor(segment.id), ...segment.depends_on];
    const ids = [...new Set(marks.flatMap((mark) => [...(asked.get(mark) ?? [])]))].toSorted();
    // One that is not understood any more says so at the next look, whoever it is about.
    const broken = problemsOf(segment.tree, read.problems).length > 0;
    if (ids.length === 0 && (!broken || segment.building)) continue;
    if (segment.building) await putAside(db, segment.id, ids);
    else if (segment.current) add(`segment:${segment.id}`, await judgeOrPause(db, segment, read, ids, at));
  }
}

/** For this segment alone. */
export function onlyFor(segmentId: string): string {
  return `only:${segmentId}`;
}

async function putAside(db: Db, segmentId: string, ids: string[]): Promise<void> {
  await sql`insert into audience.segment_touched (marks, contact_ids, held_for)
    values (${[onlyFor(segmentId)]}::text[], ${ids}::uuid[], ${segmentId}::uuid)`.execute(db);
}

/** One that cannot be judged (its property was archived, say) stops no other; its page says why. */
async function judgeOrPause(
  db: Db,
  segment: Kept & { tree: Tree },
  read: ReadTrees,
  ids: string[],
  at: Date,
): Promise<string[]> {
  const { tree } = segment;
  const [problem] = problemsOf(tree, read.problems);
  try {
    if (problem) throw new Paused(problem.message);
    return await transaction(db, (trx) => judge(trx, segment, { tree, meaning: read.meaning }, ids, { at }));
  } catch (error) {
    if (!isItsOwn(error)) throw error;
    await pause(db, segment, messageOf(error));
    return [];
  }
}

class Paused extends Error {}

/** Errors that its own question causes: a value that is no number, a question too large. Others are the machine's. */
function isItsOwn(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  return error instanceof Paused || code.startsWith('22') || code.startsWith('42') || code.startsWith('54');
}

async function pause(db: Db, { id, name }: Kept, problem: string): Promise<void> {
  await db
    .updateTable('audience.segments')
    .set({ problem, built_version: null })
    .where('id', '=', id)
    .execute();
  await emit(db, system, [
    { name: 'segment.paused', subject: { kind: 'segment', id }, payload: { name, problem } },
  ]);
}
