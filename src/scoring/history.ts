import { findContact } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import type { TemperatureHistory } from './contract.ts';
import { modelInForce, type KnownModel } from './known-models.ts';
import { engagementThen, pastOf, type Past } from './past.ts';

const MOST_MOVES = 1_000;
const MOST_SAMPLES = 200;

/** How warm a contact was from the beginning until now, and the engagement along the way, to be drawn. */
export async function temperaturesOf(db: Db, who: Actor, contactId: string): Promise<TemperatureHistory> {
  const { id, createdAt } = await findContact(db, who, contactId);
  const model = await modelInForce(db);
  const past = await pastOf(db, model, id);
  const spans = await spansOf(db, id, past.since && past.since < createdAt ? past.since : createdAt);
  const { warm, hot } = model.document;
  return {
    spans,
    samples: samplesOf(past, model, now()),
    warmFrom: warm.engagement.enter,
    hotFrom: hot.engagement.enter,
  };
}

async function spansOf(db: Db, id: string, from: Date): Promise<TemperatureHistory['spans']> {
  const newest = await db
    .selectFrom('scoring.moves')
    .select(['moved_at', 'from_temperature', 'to_temperature', 'why', 'fit', 'engagement'])
    .where('contact_id', '=', id)
    .orderBy('moved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_MOVES)
    .execute();
  const moves = newest.toReversed();
  const [first] = moves;
  const begin = first && first.moved_at < from ? first.moved_at : from;
  const before = {
    from: begin,
    temperature: first?.from_temperature ?? 'cold',
    why: null,
    fit: null,
    engagement: null,
  };
  const all = [
    before,
    ...moves.map((move) => ({
      from: move.moved_at,
      temperature: move.to_temperature,
      why: move.why,
      fit: move.fit,
      engagement: move.engagement,
    })),
  ];
  return all.map((span, place) => ({ ...span, to: all[place + 1]?.from ?? null }));
}

/** At even steps, and just after what gave the most: so that no peak is missed. */
function samplesOf(past: Past, { document }: KnownModel, at: Date): TemperatureHistory['samples'] {
  const first = Math.min(...past.rules.flatMap(({ counted }) => counted.map((moment) => moment.getTime())));
  if (!Number.isFinite(first)) return [];
  const steps = MOST_SAMPLES / 2;
  const even = Array.from({ length: steps }, (_, n) => first + ((at.getTime() - first) * (n + 1)) / steps);
  const peaks = past.rules
    .flatMap(({ rule, counted }) =>
      counted.map((moment) => ({ moment: moment.getTime(), points: Math.abs(rule.points) })),
    )
    .toSorted((a, b) => b.points - a.points || b.moment - a.moment)
    .slice(0, steps)
    .map(({ moment }) => moment);
  const moments = [...new Set([...even, ...peaks])]
    .filter((moment) => moment <= at.getTime())
    .toSorted((a, b) => a - b);
  return moments.map((moment) => {
    const then = new Date(moment);
    return { at: then, engagement: engagementThen(past, document.groups, then) };
  });
}
