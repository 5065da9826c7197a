import { sql } from 'kysely';
import { findContact } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { touchWords } from '../touchpoints/touchpoints.ts';
import type { Score, ScoreReason } from './contract.ts';
import { holdingRules } from './fits.ts';
import { modelInForce, type KnownModel } from './known-models.ts';
import { engagementThen, leftOf, pastOf, type Past } from './past.ts';
import { fitSentences, sentenceOf } from './sentences.ts';
import { engagementOf, gradeOf, handDown, type Scored } from './score.ts';
import type { Temperature } from './temperature.ts';

export type Stored = Scored & { contactId: string; temperatureSince: Date };

/** What is kept of these contacts by this model. */
export async function storedOf(db: Db, modelId: string, ids: string[]): Promise<Stored[]> {
  const { rows } = await sql<Stored>`
    select contact_id as "contactId", fit, heats, heat_at as "heatAt", hand_raised_at as "handRaisedAt", temperature,
      temperature_since as "temperatureSince", cools_at as "coolsAt"
    from scoring.scores where model_id = ${modelId}::uuid and contact_id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/** The score of a contact, taken apart: what each rule gives, what raised and what cooled it, and what will. */
export async function explainScore(db: Db, who: Actor, contactId: string): Promise<Score> {
  const { id } = await findContact(db, who, contactId);
  const model = await modelInForce(db);
  const { document, number } = model;
  const at = now();
  const [stored] = await storedOf(db, model.id, [id]);
  const past = await pastOf(db, model, id);
  const score = stored?.fit ?? model.freshFit;
  const temperature: Temperature = stored?.temperature ?? 'cold';
  const isCold = temperature === 'cold' && !(await hasMoved(db, id));
  return {
    contactId: id,
    model: { id: model.id, number },
    fit: {
      score,
      grade: gradeOf(score, document.fit.grades),
      base: document.fit.base,
      rules: await fitRulesOf(db, model, id),
    },
    engagement: {
      now: stored ? engagementOf(stored, document.groups, at) : 0,
      groups: await groupsOf(db, model, past, at),
    },
    temperature,
    temperatureSince: stored && !isCold ? stored.temperatureSince : null,
    coolsAt: stored?.coolsAt ?? null,
    raisedHand: raisedHandOf(model, stored, past, at),
    thresholds: { warm: document.warm, hot: document.hot },
    propensity: await keptPropensity(db, id),
    ...changesOf(model, past, at, await touchWords(db)),
  };
}

async function hasMoved(db: Db, id: string): Promise<boolean> {
  const move = await db
    .selectFrom('scoring.moves')
    .select('id')
    .where('contact_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return move !== undefined;
}

async function keptPropensity(db: Db, id: string): Promise<number | null> {
  const kept = await db
    .selectFrom('scoring.propensities')
    .select('probability')
    .where('contact_id', '=', id)
    .executeTakeFirst();
  return kept?.probability ?? null;
}

async function fitRulesOf(db: Db, { document }: KnownModel, id: string): Promise<Score['fit']['rules']> {
  const holding = await holdingRules(db, document, id);
  const rules = await fitSentences(db, document.fit.rules);
  return rules
    .filter((rule) => holding.has(rule.id))
    .map(({ id: ruleId, sentence, points }) => ({ id: ruleId, sentence, points }));
}

async function groupsOf(
  db: Db,
  { document }: KnownModel,
  past: Past,
  at: Date,
): Promise<Score['engagement']['groups']> {
  const say = await touchWords(db);
  return document.groups.map(({ id, label, cap, halfLifeDays }, place) => {
    const rules = past.rules
      .filter((each) => each.place === place)
      .map((each) => ({
        id: each.rule.id,
        sentence: sentenceOf(each.rule, say),
        points: each.rule.points,
        now: leftOf(each, at),
        count: each.counted.length,
        lastAt: each.counted.at(-1) ?? null,
      }))
      .toSorted((a, b) => Math.abs(b.now) - Math.abs(a.now));
    const uncapped = rules.reduce((sum, rule) => sum + rule.now, 0);
    return { id, label, now: Math.max(0, Math.min(cap, uncapped)), uncapped, cap, halfLifeDays, rules };
  });
}

function raisedHandOf(
  { document }: KnownModel,
  stored: Stored | undefined,
  { hands }: Past,
  at: Date,
): Score['raisedHand'] {
  const raised = stored?.handRaisedAt;
  if (!raised || handDown(document, raised) <= at) return null;
  const id = hands.findLast((hand) => hand.at.getTime() === raised.getTime())?.id;
  const label = document.raisedHands.find((hand) => hand.id === id)?.label ?? null;
  return { at: raised, label, until: handDown(document, raised) };
}

const DAYS = 30;
const DAY_MS = 86_400_000;

/** What raised it and what cooled it in the last 30 days; that time passed, among the latter. */
export function changesOf(
  { document }: KnownModel,
  past: Past,
  at: Date,
  say: Awaited<ReturnType<typeof touchWords>>,
): Pick<Score, 'raised' | 'cooled'> {
  const from = new Date(at.getTime() - DAYS * DAY_MS);
  const recent = past.rules.flatMap((each): ScoreReason[] => {
    const counted = each.counted.filter((moment) => moment > from);
    const last = counted.at(-1);
    if (!last) return [];
    const words = `${sentenceOf(each.rule, say)}${timesWords(counted.length)}`;
    return [{ at: last, points: leftOf({ ...each, counted }, at), words }];
  });
  const hands = past.hands
    .filter((hand) => hand.at > from)
    .map((hand): ScoreReason => {
      const label = document.raisedHands.find(({ id }) => id === hand.id)?.label ?? 'Raised a hand';
      return { at: hand.at, points: 0, words: label };
    });
  const faded = engagementThen(past, document.groups, from) - restOf(past, document.groups, from, at);
  const passed: ScoreReason[] =
    faded > 0.05
      ? [{ at: null, points: -faded, words: 'What happened more than 30 days ago has faded' }]
      : [];
  return {
    raised: [
      ...hands.toReversed(),
      ...recent.filter(({ points }) => points >= 0).toSorted((a, b) => b.points - a.points),
    ],
    cooled: [...recent.filter(({ points }) => points < 0), ...passed].toSorted((a, b) => a.points - b.points),
  };
}

/** What is left now of all that happened before. */
function restOf(past: Past, groups: KnownModel['document']['groups'], before: Date, at: Date): number {
  const rules = past.rules.map((each) => ({
    ...each,
    counted: each.counted.filter((moment) => moment <= before),
  }));
  return engagementThen({ ...past, rules }, groups, at);
}

function timesWords(count: number): string {
  if (count === 1) return '';
  return count === 2 ? ', twice' : `, ${count} times`;
}
