import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { remember } from './remember.ts';
import { DAY, HOUR, type Span } from './world/calendar.ts';
import type { ColleagueName } from './world/colleague.ts';
import { dice, pick, whole } from './world/dice.ts';
import { heard, themes, type Heard } from './world/hearsay.ts';

type Noted = { id: string; at: Date; said: Heard };

/** What the field team heard these last three months, the themes somebody saw in it, and what came of them. */
export async function bringFieldNotes(db: Db, { end }: Span, seed: number): Promise<void> {
  const contacts = await askedLately(db);
  if (contacts.length === 0) return;
  const noted = await writeNotes(db, contacts, end, seed);
  await writeThemes(db, noted, end);
}

type Person = { id: string; companyId: string | null; city: string | null; source: string };

/** Those sales talked to most lately; one note each. */
async function askedLately(db: Db): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select c.id, c.company_id as "companyId", c.city, c.source
    from handoff.handoffs as h join audience.contacts as c on c.id = h.contact_id
    join sample.people as p on p.contact_id = c.id
    where h.attempts > 0 order by h.opened_at desc, h.id limit ${heard.length}`.execute(db);
  return rows;
}

async function writeNotes(db: Db, contacts: Person[], end: number, seed: number): Promise<Noted[]> {
  const roll = dice(seed, NOTES, 0);
  const colleagues = await db
    .selectFrom('sample.brought as b')
    .innerJoin('workspace.users as u', (join) => join.on(sql<boolean>`u.id = b.id::uuid`))
    .select(['b.name', 'u.id', 'u.name as called'])
    .where('b.kind', 'in', ['colleague', 'known colleague'])
    .execute();
  const writers: ColleagueName[] = ['hanna', 'jonas', 'dele'];
  const noted: Noted[] = [];
  const rows = heard.slice(0, contacts.length).map((said, place) => {
    const contact = contacts[place];
    const writer = pick(roll, writers);
    const colleague = colleagues.find(({ name }) => name === writer);
    // At hours at which shops and salons are open.
    const day = Math.floor((end - (place * LAST_DAYS * DAY) / heard.length) / DAY) * DAY;
    const at = new Date(Math.min(day + whole(roll, 9, 17) * HOUR, end - HOUR));
    const id = newId();
    noted.push({ id, at, said });
    return {
      id,
      kind: said.kind,
      words: said.words,
      competitor: said.competitor ?? null,
      product: said.product ?? null,
      store: said.store ?? null,
      place: contact?.city ?? null,
      contact_id: contact?.id ?? null,
      company_id: contact?.companyId ?? null,
      source: contact?.source ?? null,
      noted_by: colleague?.id ?? null,
      noted_by_name: colleague?.called ?? '',
      noted_at: at,
    };
  });
  await sql`
    insert into handoff.field_notes (id, kind, words, competitor, product, store, place, contact_id, company_id, source,
      noted_by, noted_by_name, noted_at)
    select id, kind, words, competitor, product, store, place, contact_id, company_id, source, noted_by, noted_by_name, noted_at
    from json_populate_recordset(null::handoff.field_notes, ${JSON.stringify(rows)}::json)`.execute(db);
  await remember(
    db,
    'field note',
    noted.map(({ id }) => ({ id, name: id })),
  );
  return noted;
}

const NOTES = 6;
const LAST_DAYS = 84;

async function writeThemes(db: Db, noted: Noted[], end: number): Promise<void> {
  const at = new Date(end - 3 * DAY);
  const priya = await db
    .selectFrom('sample.brought')
    .select('id')
    .where('name', '=', 'priya')
    .where('kind', 'in', ['colleague', 'known colleague'])
    .executeTakeFirst();
  for (const { name, followUp } of themes) {
    const theme = newId();
    await sql`
      insert into handoff.themes (id, name, made_by, made_by_name, made_at, updated_at)
      values (${theme}, ${name}, ${priya?.id ?? null}::uuid, 'Priya Nair', ${at}, ${at})`.execute(db);
    await remember(db, 'theme', [{ id: theme, name: theme }]);
    const items = noted.filter(({ said }) => said.theme === name);
    await sql`
      insert into handoff.theme_items (theme_id, note_id, said_at, added_by, added_at)
      select ${theme}, i.id, i.at, ${priya?.id ?? null}::uuid, ${at}::timestamptz
      from unnest(${items.map(({ id }) => id)}::uuid[], ${items.map((each) => each.at.toISOString())}::timestamptz[])
        as i (id, at)`.execute(db);
    if (!followUp) continue;
    const { kind, title, state, outcome = null } = followUp;
    await sql`
      insert into handoff.follow_ups (id, theme_id, kind, title, owner_id, state, outcome, made_by, made_at, state_at, state_by)
      values (${newId()}, ${theme}, ${kind}, ${title}, ${priya?.id ?? null}::uuid, ${state}, ${outcome},
        ${priya?.id ?? null}::uuid, ${at}, ${at}, ${priya?.id ?? null}::uuid)`.execute(db);
  }
}
