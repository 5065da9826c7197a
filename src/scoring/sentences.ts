import { problemsOf, readTrees, sentenceIn, type ReadTrees } from '../audience/audience.ts';
import type { Db } from '../platform/db.ts';
import { Invalid, type FieldError } from '../platform/errors.ts';
import { touchWords } from '../touchpoints/touchpoints.ts';
import type { ModelRule, WholeModel } from './contract.ts';
import { beyondFit, NO_CLOCK } from './known-models.ts';
import type { EngagementRule, FitRule, ModelDocument, TouchMatch } from './model.ts';

/** Every rule of a document as one reads it. */
export async function sentencesOf(db: Db, document: ModelDocument): Promise<WholeModel['sentences']> {
  const [fit, say] = [await fitSentences(db, document.fit.rules), await touchWords(db)];
  return {
    fit,
    groups: document.groups.map(({ id, label, rules }) => ({
      id,
      label,
      rules: rules.map((rule) => ({
        id: rule.id,
        points: rule.points,
        sentence: sentenceOf(rule, say),
        problem: null,
      })),
    })),
    raisedHands: document.raisedHands.map(({ id, label, what }) => ({
      id,
      label,
      sentence: capital(say(what)),
    })),
  };
}

export async function fitSentences(db: Db, rules: FitRule[]): Promise<ModelRule[]> {
  const read = await readTrees(
    db,
    rules.map(({ when }) => when),
  );
  return rules.map((rule) => ({
    id: rule.id,
    points: rule.points,
    sentence: sentenceIn(rule.when, read),
    problem: problemsIn(rule, read)[0]?.message ?? null,
  }));
}

type Say = (what: TouchMatch) => string;

/** "Viewed /pricing, from the 2nd within 7 days on" */
export function sentenceOf({ what, often }: EngagementRule, say: Say): string {
  return [capital(say(what)), often ? oftenWords(often) : ''].filter(Boolean).join(', ');
}

/** Throws `Invalid`, naming the place, when the fit asks for something it cannot be asked. */
export async function mustBeUsable(db: Db, { fit }: ModelDocument): Promise<void> {
  const read = await readTrees(
    db,
    fit.rules.map(({ when }) => when),
  );
  const errors = fit.rules.flatMap((rule, place) =>
    problemsIn(rule, read).map(({ field, message }) => ({
      field: field.replace(/^tree/, `document.fit.rules.${place}.when`),
      message,
    })),
  );
  if (errors.length > 0) throw new Invalid(errors[0]?.message ?? '', errors);
}

function problemsIn({ when }: FitRule, read: ReadTrees): FieldError[] {
  const other = beyondFit(when);
  if (other) return [{ field: 'tree', message: other }];
  const problems = problemsOf(when, read.problems);
  if (problems.length > 0) return problems;
  const onClock = [...conditionsOf(when)].some((condition) => read.meaning.get(condition)?.onClock);
  return onClock ? [{ field: 'tree', message: NO_CLOCK }] : [];
}

function* conditionsOf(item: FitRule['when']['items'][number]): Iterable<{ source: string }> {
  if ('source' in item) yield item;
  else for (const each of item.items) yield* conditionsOf(each);
}

function oftenWords({ from, most, days }: NonNullable<EngagementRule['often']>): string {
  const within = days === 1 ? 'a day' : `${days} days`;
  const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);
  if (from === undefined || from === 1) return `at most ${times(most ?? 1)} within ${within}`;
  const begin = `from the ${ordinal(from)} within ${within} on`;
  return most === undefined ? begin : `${begin}, counted ${times(most)}`;
}

function ordinal(count: number): string {
  const teen = count % 100 > 10 && count % 100 < 14;
  const ending = teen ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[count % 10] ?? 'th');
  return `${count}${ending}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
