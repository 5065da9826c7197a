import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import type { Suggestions } from './contract.ts';
import {
  ALIKE,
  likeness,
  middleOf,
  nameFor,
  starsOf,
  vectorsOf,
  type Said,
  type Vector,
} from './likeness.ts';
import { itemsOf } from './stream.ts';
import './tables.ts';

/** So many of the newest are compared; it takes about a tenth of a second. */
const MOST_COMPARED = 600;
const MOST_THEMES = 100;
const OF_EACH_THEME = 20;
const SHOWN = 8;
const SHOWN_OF_EACH = 20;
const HALF_YEAR_DAYS = 182;

type Loose = Said & { themeId: string | null; themeName: string | null };
type Found = { theme: { id: string; name: string } | null; name: string; ids: string[] };

/** What seems to belong to a theme, or to make a new one. Nothing is written: a person decides. */
export async function suggestThemes(db: Db, who: Actor): Promise<Suggestions> {
  const said = await readSaid(db);
  const loose = said.filter(({ themeId }) => themeId === null);
  const vectors = vectorsOf(said);
  const { found, taken } = likeThemes(said, vectors);
  const rest = new Map(
    loose.flatMap(({ id }) => (taken.has(id) ? [] : [[id, vectors.get(id) ?? new Map()] as const])),
  );
  const byId = new Map(said.map((each) => [each.id, each]));
  const fresh = starsOf(rest).map((ids): Found => {
    const these = ids.flatMap((id) => byId.get(id) ?? []);
    return { theme: null, name: nameFor(these, said), ids };
  });
  const shown = [...found, ...fresh]
    .toSorted((one, other) => other.ids.length - one.ids.length)
    .slice(0, SHOWN);
  const wanted = shown.flatMap(({ ids }) => ids.slice(0, SHOWN_OF_EACH));
  const items = new Map((await itemsOf(db, who, wanted)).map((item) => [item.id, item]));
  return {
    suggestions: shown.map(({ theme, name, ids }) => ({
      theme,
      name,
      items: ids.slice(0, SHOWN_OF_EACH).flatMap((id) => items.get(id) ?? []),
    })),
    read: loose.length,
  };
}

/** Each to the theme it is most like, if it is like one at all. */
function likeThemes(said: Loose[], vectors: Map<string, Vector>): { found: Found[]; taken: Set<string> } {
  const members = Map.groupBy(
    said.filter(({ themeId }) => themeId !== null),
    ({ themeId }) => themeId ?? '',
  );
  const themes = [...members].map(([id, each]) => ({
    id,
    name: each[0]?.themeName ?? '',
    middle: middleOf(each.map((member) => vectors.get(member.id) ?? new Map())),
    like: [] as { id: string; cosine: number }[],
  }));
  const taken = new Set<string>();
  for (const { id, themeId } of said) {
    const vector = vectors.get(id);
    if (themeId !== null || vector === undefined) continue;
    const best = themes
      .map((theme) => ({ theme, cosine: likeness(vector, theme.middle) }))
      .reduce<{ theme: (typeof themes)[number]; cosine: number } | undefined>(
        (most, each) => (most === undefined || each.cosine > most.cosine ? each : most),
        undefined,
      );
    if (best === undefined || best.cosine < ALIKE) continue;
    best.theme.like.push({ id, cosine: best.cosine });
    taken.add(id);
  }
  const found = themes
    .filter(({ like }) => like.length > 0)
    .map(({ id, name, like }) => ({
      theme: { id, name },
      name,
      ids: like.toSorted((one, other) => other.cosine - one.cosine).map((each) => each.id),
    }));
  return { found, taken };
}

/** The newest that stand in no theme, and the newest of each theme. */
async function readSaid(db: Db): Promise<Loose[]> {
  const since = new Date(now().getTime() - HALF_YEAR_DAYS * 86_400_000);
  const { rows } = await sql<Loose>`
    with loose as (
      select id from (
        (select n.id, n.noted_at as at from handoff.field_notes as n
          where n.words is not null and n.noted_at > ${since}
            and not exists (select from handoff.theme_items as i where i.note_id = n.id)
          order by n.noted_at desc limit ${MOST_COMPARED})
        union all
        (select h.id, h.verdict_at from handoff.handoffs as h
          where h.verdict_at is not null and h.words is not null
            and h.verdict_at > ${since}
            and not exists (select from handoff.theme_items as i where i.handoff_id = h.id)
          order by h.verdict_at desc limit ${MOST_COMPARED})) as newest
      order by at desc limit ${MOST_COMPARED}),
    themed as (
      select i.id, t.id as theme_id, t.name as theme_name
      from (select * from handoff.themes where merged_into is null order by updated_at desc limit ${MOST_THEMES}) as t
      cross join lateral (
        select id from handoff.theme_items where theme_id = t.id order by said_at desc limit ${OF_EACH_THEME}) as i),
    picked as (
      select id, null::uuid as theme_id, null::text as theme_name from loose union all select * from themed)
    select p.id, coalesce(n.words, h.words, '') as words, p.theme_id as "themeId", p.theme_name as "themeName",
      array_remove(array[n.competitor, n.product, n.store, h.reason], null) as named
    from picked as p
    left join handoff.field_notes as n on n.id = p.id
    left join handoff.handoffs as h on h.id = p.id`.execute(db);
  return rows;
}
