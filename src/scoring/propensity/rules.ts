import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { modelInForce, type KnownModel } from '../known-models.ts';
import { sentencesOf } from '../sentences.ts';
import { chosenKinds, isChosen } from './chosen.ts';
import type { ModelCheck, RuleWorth, ShownWorth } from './contract.ts';
import { knownBefore } from './cut-offs.ts';
import { findExamples, type Example } from './examples.ts';
import { readHolds, type Holds } from './holding.ts';
import { worthOf, type Case, type Measured } from './worth.ts';

/** So many people and moments are looked at; more only sharpen the last figure. */
const MOST_CASES = 20_000;
const CASES_PER_BATCH = 500;

/**
 * What each rule of the model in force was worth: of whom it held at a cut-off, how many became customers within the
 * window after it, against the others. Cut-offs are a window apart, so that each customer counts once.
 */
export async function measureRules(db: Db, windowDays: number): Promise<void> {
  const model = await modelInForce(db);
  const { examples, cutOffs, share } = await findExamples(db, now(), windowDays);
  const [newest] = cutOffs;
  if (!newest) return;
  const apart = windowsApart(cutOffs, windowDays);
  const chosen = thinned(
    examples.filter(({ cutOff }) => apart.has(cutOff.getTime())),
    share,
  );
  const cases: Case[] = [];
  for (let from = 0; from < chosen.examples.length; from += CASES_PER_BATCH) {
    const batch = chosen.examples.slice(from, from + CASES_PER_BATCH);
    const holds = await readHolds(db, model, batch);
    cases.push(...batch.map((example, place) => caseOf(example, holds[place], chosen.share)));
  }
  const items = toWorths(await rulesOf(db, model), cases, model.document.hot.engagement.enter);
  const row = {
    cut_off: newest,
    window_days: windowDays,
    measured_at: now(),
    items: JSON.stringify(items),
  };
  await db
    .insertInto('scoring.rule_worths')
    .values({ model_id: model.id, ...row })
    .onConflict((conflict) => conflict.column('model_id').doUpdateSet(row))
    .execute();
}

/** As measured last: for the model in force, or for the one before it until this one is measured. */
export async function readRuleWorths(db: Db): Promise<ModelCheck['rules']> {
  const row = await db
    .selectFrom('scoring.rule_worths as w')
    .innerJoin('scoring.models as m', 'm.id', 'w.model_id')
    .select(['w.model_id', 'w.cut_off', 'w.measured_at', 'w.items', 'm.number', 'm.state', 'm.document'])
    .orderBy('w.measured_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { groups, raisedHands } = row.document;
  const kinds = await chosenKinds(db);
  const ours = new Set(
    [...groups.flatMap(({ rules }) => rules), ...raisedHands].flatMap(({ id, what }) =>
      isChosen(what, kinds) ? id : [],
    ),
  );
  return {
    modelId: row.model_id,
    number: row.number,
    cutOff: row.cut_off,
    measuredAt: row.measured_at,
    outdated: row.state !== 'in_force',
    items: row.items.map((item) => shown(item, ours.has(item.ruleId))),
  };
}

/** Taken over is what chance does not explain, and what sales did not choose. */
function shown(item: RuleWorth, chosen: boolean): ShownWorth {
  const { points, suggested, suggestedLow: low, suggestedHigh: high } = item;
  const surely =
    points !== null && suggested !== null && low !== null && high !== null && (points < low || points > high);
  return { ...item, chosen, proposed: surely && !chosen };
}

type Rule = { id: string; group: string; points: number | null; sentence: string; fit: boolean };

async function rulesOf(db: Db, { document }: KnownModel): Promise<Rule[]> {
  const { fit, groups, raisedHands } = await sentencesOf(db, document);
  return [
    ...groups.flatMap(({ label, rules }) => rules.map((rule) => ({ ...rule, group: label, fit: false }))),
    ...raisedHands.map(({ id, label, sentence }) => ({
      id,
      sentence: `${label}: ${sentence}`,
      points: null,
      group: 'Raised hands',
      fit: false,
    })),
    ...fit.map((rule) => ({ ...rule, group: 'Fit', fit: true })),
  ];
}

function toWorths(rules: Rule[], cases: Case[], hotFrom: number): RuleWorth[] {
  const measured = worthOf(rules, cases);
  return rules.map(({ id, group, points, sentence, fit }) => {
    const found: Measured = measured.get(id) ?? { held: NOBODY, others: NOBODY, lift: null, suggested: null };
    return {
      ruleId: id,
      group,
      words: sentence,
      points,
      held: found.held,
      others: found.others,
      lift: found.lift,
      suggested: found.suggested?.value ?? null,
      suggestedLow: found.suggested?.low ?? null,
      suggestedHigh: found.suggested?.high ?? null,
      note: points === null ? (noteOf(found, fit) ?? handNote(found, hotFrom)) : noteOf(found, fit),
    };
  });
}

const NOBODY = { people: 0, customers: 0 };

function noteOf({ lift, held }: Measured, fit: boolean): string | null {
  if (held.people === 0) return 'Held for nobody at the cut-offs.';
  if (lift === null) return 'Too few to tell.';
  return fit ? 'By the record as it stands today.' : null;
}

/** A raised hand makes hot at once, as many points as hot takes would: whether it was worth as many. */
function handNote({ suggested }: Measured, hotFrom: number): string | null {
  if (suggested === null) return null;
  const from = `; hot begins at ${hotFrom} points.`;
  if (suggested.value >= hotFrom)
    return `Deserves to make somebody hot at once: it was worth ${suggested.value}${from}`;
  if (suggested.high >= hotFrom)
    return `May deserve to make somebody hot at once: it was worth ${suggested.value}, and may be worth ${suggested.high}${from}`;
  return `Would not make somebody hot by itself: it was worth ${suggested.value}, at most ${suggested.high}${from}`;
}

function caseOf({ became, contactId }: Example, holds: Holds | undefined, share: number): Case {
  return {
    contactId,
    became,
    holds: holds?.rules ?? new Set(),
    known: holds?.known ?? 'unknown',
    stands: became ? 1 : 1 / share,
  };
}

function windowsApart(cutOffs: Date[], windowDays: number): Set<number> {
  const apart: Date[] = [];
  for (const cutOff of cutOffs) {
    const last = apart.at(-1);
    if (!last || knownBefore(cutOff, last, windowDays)) apart.push(cutOff);
  }
  return new Set(apart.map((cutOff) => cutOff.getTime()));
}

/** Every n-th of those who did not become customers, where there are too many. */
function thinned(examples: Example[], share: number): { examples: Example[]; share: number } {
  const every = Math.max(1, Math.ceil(examples.length / MOST_CASES));
  let nth = 0;
  const kept = examples.filter(({ became }) => became || nth++ % every === 0);
  return { examples: kept, share: share / every };
}
