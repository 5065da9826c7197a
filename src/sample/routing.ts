import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { remember } from './remember.ts';
import { DAY, type Span } from './world/calendar.ts';
import type { ColleagueName } from './world/colleague.ts';
import { CHAIN } from './world/company.ts';
import { homeCountries, northernRegions, territories, type TerritoryName } from './world/territories.ts';

/** How long it has been so. */
const ROUTED_DAYS = 365;

/**
 * The rules by which its hand-offs went to its colleagues, where nobody has written any. The colleagues are gone, so the
 * last rule gives to whoever is in sales here: real people must not wait because of made-up ones.
 */
export async function bringRouting(
  db: Db,
  { end }: Span,
  idOf: (name: ColleagueName) => string | null,
): Promise<void> {
  const rules = (Object.keys(territories) as TerritoryName[]).map((name) => ({
    ...ruleOf(name, territories[name].name),
    to: { kind: 'reps', reps: takersOf(name, idOf) },
  }));
  const { rows: teams } = await sql<{ id: string }>`
    select id from workspace.teams where kind = 'sales' order by created_at, id limit 1`.execute(db);
  const others = teams.map(({ id }) => ({
    ...ruleOf('others', 'Whoever is in sales'),
    to: { kind: 'team', teamId: id },
  }));
  const document = JSON.stringify({ rules: [...rules, ...others] });
  const { rows } = await sql<{ version: number }>`
    insert into handoff.routing (version, document, changed_by, changed_at)
    values (1, ${document}::jsonb, ${idOf('marcus')}::uuid, ${new Date(end - ROUTED_DAYS * DAY)})
    on conflict do nothing returning version`.execute(db);
  await remember(
    db,
    'routing',
    rows.map(({ version }) => ({ id: String(version), name: 'rules' })),
  );
}

/** Unless somebody has changed them since: then they are theirs. */
export async function removeRouting(db: Db): Promise<void> {
  const { rows } = await sql`
    delete from handoff.routing where version = (select id::int from sample.brought where kind = 'routing')
    returning version`.execute(db);
  if (rows.length > 0) await sql`delete from handoff.turns where rule like ${`${PREFIX}%`}`.execute(db);
}

const PREFIX = 'hallow-reed-';

function ruleOf(id: TerritoryName | 'others', name: string) {
  const when = id === 'others' ? null : conditions[id];
  return { id: `${PREFIX}${id}`, name, when, skills: [], language: false };
}

function takersOf(name: TerritoryName, idOf: (name: ColleagueName) => string | null) {
  return Object.entries(territories[name].reps).flatMap(([rep, weight]) => {
    const repId = idOf(rep as ColleagueName);
    return repId === null ? [] : [{ repId, weight }];
  });
}

const country = (operator: 'is' | 'is_not') => ({
  source: 'contact',
  field: 'country',
  operator,
  value: homeCountries,
});
const inRegion = (value: string) => ({ source: 'company', field: 'region', operator: 'is', value });

/** As `territoryOf` decides. Where somebody works is where their company is: few have an address of their own. */
const conditions: Record<TerritoryName, object> = {
  chains: { match: 'all', items: [{ source: 'company', field: 'tags', operator: 'has', value: [CHAIN] }] },
  abroad: { match: 'all', items: [country('is_not')] },
  north: {
    match: 'all',
    items: [country('is'), { match: 'any', items: northernRegions.map(inRegion) }],
  },
  home: { match: 'all', items: [country('is')] },
};
