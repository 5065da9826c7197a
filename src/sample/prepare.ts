import { sql } from 'kysely';
import { declareProperty, type NewProperty } from '../audience/audience.ts';
import type { Actor } from '../platform/actor.ts';
import { now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { usualTerms } from '../handoff/handoff.ts';
import { modelInForce } from '../scoring/scoring.ts';
import { kinds } from '../touchpoints/touchpoints.ts';
import { remember } from './remember.ts';
import { bringRouting } from './routing.ts';
import { DAY, seasons, type Span } from './world/calendar.ts';
import { colleagues, type Colleague, type ColleagueName } from './world/colleague.ts';
import { effects, type Effect } from './world/effects.ts';
import { hairTypes, ID_SPACE } from './world/story.ts';
import { ownKinds, sources } from './world/touch.ts';
import './tables.ts';

/** What must be there before the first person of the sample: colleagues, sources, kinds, properties, the truth. */
export async function prepare(db: Db, who: Actor, span: Span): Promise<void> {
  await bringColleagues(db);
  await bringSources(db, span);
  await bringKinds(db);
  await bringProperties(db, who);
  const idOf = await colleagueIds(db);
  await bringRouting(db, span, idOf);
  await bringAgreement(db, span, idOf);
  await bringModel(db, span, idOf);
  await writeEffects(db);
  await openMonths(db, span);
}

/**
 * People without any way in: no password, no session, and deactivated, so that no link lets them choose one. Who works
 * here already under such an address is taken as they are, and stays when the sample goes.
 */
async function bringColleagues(db: Db): Promise<void> {
  const all = Object.entries<Colleague>(colleagues);
  const added = await db
    .insertInto('workspace.users')
    .values(
      all.map(([, { name, email, role }]) => ({
        id: newId(),
        name,
        email,
        role,
        email_verified: false,
        created_at: now(),
        updated_at: now(),
        deactivated_at: now(),
      })),
    )
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning(['id', 'email'])
    .execute();
  const there = await db
    .selectFrom('workspace.users')
    .select(['id', 'email'])
    .where(
      'email',
      'in',
      all.map(([, { email }]) => email),
    )
    .execute();
  const made = new Set(added.map(({ id }) => id));
  for (const kind of ['colleague', 'known colleague']) {
    const found = there.filter(({ id }) => made.has(id) === (kind === 'colleague'));
    await remember(
      db,
      kind,
      found.map(({ id, email }) => ({
        id,
        name: all.find(([, each]) => each.email === email)?.[0] ?? email,
      })),
    );
  }
  await joinTeams(db);
}

/** The colleagues who were brought into the teams of their kind, as far as there are any: the first visit makes them. */
export async function joinTeams(db: Db): Promise<void> {
  const brought = await db
    .selectFrom('sample.brought')
    .select(['name', 'id'])
    .where('kind', '=', 'colleague')
    .execute();
  const rows = brought.map(({ id, name }) => ({ id, kind: colleagues[name as ColleagueName].team }));
  if (rows.length === 0) return;
  await sql`
    insert into workspace.team_members (team_id, user_id, added_at)
    select (select id from workspace.teams where kind = p.kind order by created_at, id limit 1), p.id, ${now()}
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ kind }) => kind)}::text[]) as p (id, kind)
    where exists (select from workspace.teams where kind = p.kind)
    on conflict do nothing`.execute(db);
}

async function bringSources(db: Db, span: Span): Promise<void> {
  const rows = Object.entries(sources).map(([name, source]) => ({ ...source, id: newId(), our: name }));
  await db
    .insertInto('touchpoints.sources')
    .values(
      rows.map(({ id, kind, name }) => ({
        id,
        kind,
        name,
        id_space: ID_SPACE,
        created_at: new Date(span.start),
      })),
    )
    .execute();
  await remember(
    db,
    'source',
    rows.map(({ id, our }) => ({ id, name: our })),
  );
}

async function bringKinds(db: Db): Promise<void> {
  const wanted = Object.entries(ownKinds).filter(([kind]) => !Object.hasOwn(kinds, kind));
  if (wanted.length === 0) return;
  const added = await db
    .insertInto('touchpoints.kinds')
    .values(wanted.map(([kind, about]) => ({ kind, ...about, created_at: now() })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('kind')
    .execute();
  await remember(
    db,
    'touchpoint kind',
    added.map(({ kind }) => ({ id: kind, name: kind })),
  );
}

type IdOf = (name: ColleagueName) => string | null;

async function colleagueIds(db: Db): Promise<IdOf> {
  const people = await db
    .selectFrom('sample.brought')
    .select(['name', 'id'])
    .where('kind', 'in', ['colleague', 'known colleague'])
    .execute();
  return (wanted) => people.find(({ name }) => name === wanted)?.id ?? null;
}

/** Both sides signed it a year ago; where there is one already, that one counts. */
async function bringAgreement(db: Db, { end }: Span, idOf: IdOf): Promise<void> {
  const at = new Date(end - AGREED_DAYS * DAY);
  const document = JSON.stringify(agreedTerms());
  const { rows } = await sql<{ id: string; number: number }>`
    insert into handoff.agreements (id, number, state, document, note, created_by, created_at, updated_at, proposed_by,
      proposed_at, marketing_signed_by, marketing_signed_at, sales_signed_by, sales_signed_at, in_force_at)
    select ${newId()}, coalesce((select max(number) from handoff.agreements), 0) + 1, 'in_force', ${document}::jsonb,
      'What Priya and Marcus settled on.', ${idOf('priya')}, ${at}, ${at}, ${idOf('priya')}, ${at}, ${idOf('priya')},
      ${at}, ${idOf('marcus')}, ${at}, ${at}
    where not exists (select from handoff.agreements where state in ('in_force', 'proposed', 'draft'))
    returning id, number`.execute(db);
  await remember(
    db,
    'agreement',
    rows.map(({ id, number }) => ({ id, name: String(number) })),
  );
}

/** The score everybody begins with was signed and in force all that time, where nobody has begun with it yet. */
async function bringModel(db: Db, { start }: Span, idOf: IdOf): Promise<void> {
  await modelInForce(db);
  const at = new Date(start);
  const { rows } = await sql<{ id: string }>`
    update scoring.models set in_force_at = ${at}, proposed_by = ${idOf('priya')}::uuid, proposed_at = ${at},
      marketing_signed_by = ${idOf('priya')}::uuid, marketing_signed_at = ${at},
      sales_signed_by = ${idOf('marcus')}::uuid, sales_signed_at = ${at}
    where state = 'in_force' and created_by is null and not exists (select from audience.contacts)
    returning id`.execute(db);
  await remember(
    db,
    'score model',
    rows.map(({ id }) => ({ id, name: id })),
  );
}

const AGREED_DAYS = 365;
/** What a company of this size can promise in a month. */
const HOT_LEADS = 12;

function agreedTerms() {
  const terms = usualTerms();
  const promises = terms.promises.map((each) =>
    each.side === 'marketing' && each.metric === 'hot_leads' ? { ...each, target: HOT_LEADS } : each,
  );
  return { ...terms, promises };
}

const properties: Record<string, NewProperty> = {
  hair_type: {
    recordKind: 'contact',
    label: 'Hair type',
    type: 'choice',
    choices: hairTypes.map((value) => ({
      value,
      label: `${value.slice(0, 1).toUpperCase()}${value.slice(1)}`,
    })),
  },
  salon_chairs: { recordKind: 'company', label: 'Salon chairs', type: 'number' },
  outlet_count: { recordKind: 'company', label: 'Outlets', type: 'number' },
  contract_value: { recordKind: 'company', label: 'Contract value', type: 'money', currency: 'GBP' },
  renewal_date: { recordKind: 'company', label: 'Renewal date', type: 'date' },
};

/** A property of that name that is here already is used when it means the same, else ours has another name. */
async function bringProperties(db: Db, who: Actor): Promise<void> {
  const there = await db
    .selectFrom('audience.properties')
    .select(['record_kind', 'label', 'key', 'type', 'archived_at'])
    .execute();
  for (const [name, property] of Object.entries(properties)) {
    const same = there.find(
      ({ record_kind: kind, label }) =>
        kind === property.recordKind && label.toLowerCase() === property.label.toLowerCase(),
    );
    const usable =
      same && same.type === property.type && same.archived_at === null && property.type !== 'choice';
    if (usable) {
      await remember(db, 'property key', [{ name, id: same.key }]);
      continue;
    }
    const label = same ? `${property.label} (Hallow & Reed)` : property.label;
    const made = await declareProperty(db, who, { ...property, label });
    await remember(db, 'property', [{ name, id: made.id }]);
    await remember(db, 'property key', [{ name, id: made.key }]);
  }
}

/** Every factor of the seasons is an effect, too. */
async function writeEffects(db: Db): Promise<void> {
  const known = Object.entries<Effect>(effects).map(([name, effect]) => ({ name, ...effect }));
  const monthly = Object.entries(seasons).flatMap(([line, factors]) =>
    factors.map((size, month) => ({
      name: `season_${line}_${month + 1}`,
      outcome: 'arrivals' as const,
      lines: [line],
      scale: 'factor' as const,
      size,
      words: `People who turn up in month ${month + 1}, against the average month`,
    })),
  );
  await db
    .insertInto('sample.effects')
    .values(
      [...known, ...monthly].map(
        ({
          atMost,
          lines,
          ...effect
        }: { atMost?: number; lines: readonly string[] } & Omit<Effect, 'lines'> & { name: string }) => ({
          ...effect,
          lines: [...lines],
          at_most: atMost ?? null,
        }),
      ),
    )
    .execute();
}

async function openMonths(db: Db, { start, end }: Span): Promise<void> {
  const months: string[] = [];
  for (
    const at = new Date(start);
    at.getTime() <= end || months.length === 0;
    at.setUTCMonth(at.getUTCMonth() + 1, 1)
  )
    months.push(`${at.toISOString().slice(0, 7)}-01`);
  await sql`select touchpoints.open_months(${months}::date[])`.execute(db);
}
