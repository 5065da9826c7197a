import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import { transaction, type Db } from '../platform/db.ts';
import { Conflict, invalidField } from '../platform/errors.ts';
import { emit } from '../platform/events.ts';
import { newId } from '../platform/ids.ts';
import type { NewKind, ShownKind } from './contract.ts';
import './events.ts';
import { builtInKind, kinds, type Kind } from './kind.ts';

const MOST_KINDS = 500;

export async function listKinds(db: Db): Promise<ShownKind[]> {
  const builtIn = Object.entries<Kind>(kinds).map(([kind, { label, channel, team, hand = false }]) => {
    return { kind, label, channel, team, hand, declared: false };
  });
  const declared = await db
    .selectFrom('touchpoints.kinds')
    .select(['kind', 'label', 'channel', 'team'])
    .orderBy('label')
    .limit(MOST_KINDS)
    .execute();
  return [...builtIn, ...declared.map((kind) => ({ ...kind, hand: true, declared: true }))];
}

/** From now on events of that name are touchpoints of this kind, and colleagues can log it. */
export async function declareKind(db: Db, who: Actor, input: NewKind): Promise<ShownKind> {
  if (builtInKind(input.kind)) throw invalidField('kind', 'This kind is built in. Choose another name.');
  return transaction(db, async (trx) => {
    const made = await trx
      .insertInto('touchpoints.kinds')
      .values({ ...input, created_by: who.kind === 'user' ? who.id : null, created_at: now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning(['kind', 'label', 'channel', 'team'])
      .executeTakeFirst();
    if (!made) throw new Conflict(`The kind ${input.kind} is declared already.`);
    const payload = { kind: made.kind, label: made.label };
    await emit(trx, who, [
      { name: 'touchpoint-kind.declared', subject: { kind: 'touchpoint-kind', id: newId() }, payload },
    ]);
    return { ...made, hand: true, declared: true };
  });
}

export async function declaredKinds(db: Db): Promise<Map<string, Pick<Kind, 'channel' | 'team'>>> {
  const rows = await db
    .selectFrom('touchpoints.kinds')
    .select(['kind', 'channel', 'team'])
    .limit(MOST_KINDS)
    .execute();
  return new Map(rows.map(({ kind, ...about }) => [kind, about]));
}

/** A kind colleagues may log; throws when there is none of that name. */
export async function handKind(db: Db, kind: string): Promise<Pick<Kind, 'channel' | 'team'>> {
  const builtIn = builtInKind(kind);
  const found = builtIn ? (builtIn.hand ? builtIn : undefined) : (await declaredKinds(db)).get(kind);
  if (!found) throw invalidField('kind', 'Choose one of the kinds that are logged by hand.');
  return found;
}
