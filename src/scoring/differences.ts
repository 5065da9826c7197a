import type { Db } from '../platform/db.ts';
import { NotFound } from '../platform/errors.ts';
import type { Difference, WholeModel } from './contract.ts';
import type { ModelDocument, TemperatureLine } from './model.ts';
import { sentencesOf } from './sentences.ts';

type Found = { against: { id: string; number: number } | null; items: Difference[] };

/** How a version differs from another, or from the one it is based on; every difference a sentence. */
export async function differencesOf(db: Db, id: string, against?: string): Promise<Found> {
  const model = await read(db, id);
  const otherId = against ?? model.based_on;
  if (!otherId) return { against: null, items: [] };
  const other = await read(db, otherId);
  const [before, after] = [await described(db, other.document), await described(db, model.document)];
  return { against: { id: other.id, number: other.number }, items: differencesBetween(before, after) };
}

async function read(db: Db, id: string) {
  const row = await db
    .selectFrom('scoring.models')
    .select(['id', 'number', 'document', 'based_on'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new NotFound('There is no such version of the score model.');
  return row;
}

type Described = { document: ModelDocument; sentences: WholeModel['sentences'] };

async function described(db: Db, document: ModelDocument): Promise<Described> {
  return { document, sentences: await sentencesOf(db, document) };
}

function differencesBetween(before: Described, after: Described): Difference[] {
  return [
    ...partDifferences('fit', 'fit rule', fitLines(before), fitLines(after)),
    ...partDifferences('engagement', 'group', groupLines(before), groupLines(after)),
    ...partDifferences('engagement', 'rule', ruleLines(before), ruleLines(after)),
    ...partDifferences('raised_hands', 'raised hand', handLines(before), handLines(after)),
    ...partDifferences('thresholds', 'threshold', thresholdLines(before), thresholdLines(after)),
  ];
}

/** What one compares: by its id, what it is about, and what is said of it. */
type Compared = { id: string; what: string; said: string };

function partDifferences(
  part: Difference['part'],
  noun: string,
  before: Compared[],
  after: Compared[],
): Difference[] {
  const old = new Map(before.map((line) => [line.id, line]));
  const kept = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !kept.has(id));
  return [
    ...after.flatMap((line): Difference[] => {
      const was = old.get(line.id);
      const { what, said } = line;
      if (!was)
        return [
          { part, change: 'added', what, words: `New ${noun}: ${what}: ${said}.`, before: null, after: said },
        ];
      if (was.what === what && was.said === said) return [];
      const words =
        was.what === what
          ? `${what}: ${said} instead of ${was.said}.`
          : `${was.what}: ${was.said} is now ${what}: ${said}.`;
      return [
        { part, change: 'changed', what, words, before: whole(was, what), after: whole(line, was.what) },
      ];
    }),
    ...gone.map(({ what, said }): Difference => {
      const words = `No longer a ${noun}: ${what}: ${said}.`;
      return { part, change: 'removed', what, words, before: said, after: null };
    }),
  ];
}

function whole({ what, said }: Compared, other: string): string {
  return what === other ? said : `${what}: ${said}`;
}

function fitLines({ document: { fit }, sentences }: Described): Compared[] {
  const { a, b, c } = fit.grades;
  return [
    { id: ' base', what: 'Everybody begins with', said: `a fit of ${fit.base}` },
    { id: ' grades', what: 'Grades', said: `A from ${a}, B from ${b}, C from ${c}` },
    ...sentences.fit.map(({ id, sentence, points }) => ({ id, what: sentence, said: pointWords(points) })),
  ];
}

function groupLines({ document }: Described): Compared[] {
  return document.groups.map(({ id, label, cap, halfLifeDays }) => {
    const days = halfLifeDays === 1 ? 'a day' : `${halfLifeDays} days`;
    return { id, what: `Group ${label}`, said: `at most ${cap} points, half of them gone after ${days}` };
  });
}

function ruleLines({ sentences }: Described): Compared[] {
  return sentences.groups.flatMap(({ label, rules }) =>
    rules.map(({ id, sentence, points }) => ({
      id,
      what: `${label}: ${sentence}`,
      said: pointWords(points),
    })),
  );
}

function handLines({ document, sentences }: Described): Compared[] {
  const days = document.raisedHandDays;
  return [
    { id: ' days', what: 'A raised hand is hot for', said: days === 1 ? '1 day' : `${days} days` },
    ...sentences.raisedHands.map(({ id, label, sentence }) => ({ id, what: label, said: sentence })),
  ];
}

function thresholdLines({ document: { warm, hot } }: Described): Compared[] {
  const said = ({ engagement, fit }: TemperatureLine) =>
    `from engagement ${engagement.enter} and fit ${fit.enter} on, until below ${engagement.leave} or ${fit.leave}`;
  return [
    { id: 'warm', what: 'Warm', said: said(warm) },
    { id: 'hot', what: 'Hot', said: said(hot) },
  ];
}

function pointWords(points: number): string {
  const size = Math.abs(points).toLocaleString('en-GB', { maximumFractionDigits: 1 });
  return `${points < 0 ? '−' : '+'}${size} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
}
