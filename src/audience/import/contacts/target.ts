import type { Actor } from '../../../platform/actor.ts';
import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { companiesByKeys, writeCompanies } from '../../companies/batch.ts';
import { asTold } from '../../contact.ts';
import { colleaguesOf } from '../../properties/values.ts';
import { putOnList } from '../../segments/picks.ts';
import { knownTags } from '../../tags/spelling.ts';
import { tagKey } from '../../tags/tag.ts';
import { cellReader } from '../cells.ts';
import { companyChanges } from '../companies/changes.ts';
import { imagesOf, keepChanges, type RecordChange } from '../changes.ts';
import { byMailAndName } from '../colleagues.ts';
import { guessByNames } from '../guess.ts';
import type { ImportOptions, MatchKey } from '../options.ts';
import { openProperties, propertyFields } from '../property-cells.ts';
import { shownOf } from '../shown.ts';
import type { TableRow } from '../table/table.ts';
import type { BatchWriter, ImportedRow, ImportPlan, Target } from '../target.ts';
import { askedPurposes, bringAnswers, consentFields } from './answers.ts';
import { mustBeList } from './everybody.ts';
import { contactFields, contactNames } from './fields.ts';
import { knownBy } from './known.ts';
import { planContacts, type Draft, type Known, type Plan, type Rules } from './plan.ts';
import { readContact, type ContactReader, type ReadContact } from './read-contact.ts';
import { undoContacts } from './undo.ts';
import { toldChanges, writeDrafts } from './write.ts';

const naming = ['givenName', 'familyName', 'name', 'email', 'phone', 'externalId'];
const usualKeys: MatchKey[] = ['externalId', 'email'];

export const contactsTarget: Target = {
  name: 'contacts',
  nouns: ['contact', 'contacts'],
  resultPath: '/contacts',
  fields: async (db) => [
    ...contactFields,
    ...(await propertyFields(db, 'contact')),
    ...(await consentFields(db)),
  ],
  guess: (columns, fields) => guessByNames(columns, fields, contactNames),
  missing,
  open: openContacts,
  undoBatch: undoContacts,
};

function missing(mapped: Set<string>, { match, by = usualKeys }: ImportOptions): string | null {
  if (match === 'update')
    return by.some((key) => mapped.has(key))
      ? null
      : 'To change known contacts, one column must be what they are recognised by.';
  return naming.some((field) => mapped.has(field))
    ? null
    : 'One column must be a name, an e-mail address, a phone number or an id.';
}

async function openContacts(
  db: Db,
  who: Actor,
  plan: ImportPlan,
  isRehearsal: boolean,
): Promise<BatchWriter> {
  const { columns, options, importId } = plan;
  const colleagues = await colleaguesOf(db);
  const properties = await openProperties(db, 'contact', options, colleagues);
  const purposes = await askedPurposes(db);
  await mustBeList(db, who, options.listId);
  const { startedAt } = plan;
  const known = byMailAndName(colleagues);
  const reader: ContactReader = { columns, options, properties, purposes, startedAt, colleagues: known };
  const cellsOf = cellReader(columns, options.map ?? {}, options);
  const rules = rulesOf(options);
  const byPhone = rules.by.includes('phone');
  const read = async (trx: Db, rows: TableRow[]) => {
    const cells = rows.map(cellsOf);
    if (!isRehearsal)
      await properties.prepare(
        trx,
        who,
        cells.map(({ texts }) => texts),
      );
    return rows.map((row, place) => readContact(row, cells[place] ?? NO_CELLS, reader));
  };
  const seen = new Map<string, string>();
  // In the order of the file, so that a list by age has them in it, too: a batch shares its moment.
  const planOf = (contacts: ReadContact[], held: Known) => {
    const ids = contacts.map(() => newId());
    return planContacts(contacts, held, ids, rules);
  };
  return {
    write: async (trx, rows) => {
      const contacts = await read(trx, rows);
      await spellTags(trx, who, contacts);
      await findCompanies(trx, who, contacts, plan);
      const known = await knownBy(trx, who, contacts, 'locked', byPhone);
      const planned = planOf(contacts, known);
      await writeDrafts(trx, who, planned.drafts, importId === null ? {} : { importId });
      if (importId) await keepChanges(trx, importId, 'contact', planned.drafts.flatMap(changeOf));
      return bringTheRest(trx, who, plan, contacts, planned);
    },
    rehearse: async (trx, rows) => {
      const contacts = await read(trx, rows);
      const known = await knownBy(trx, who, contacts, 'read', byPhone);
      addSeen(known, seen, contacts, rules);
      const planned = planOf(contacts, known);
      for (const { id, claimed } of planned.drafts) for (const key of claimed) seen.set(key, id);
      return planned.rows.map((row, place) => ({
        ...toImported(row),
        shown: shownRow(planned, contacts, place),
      }));
    },
  };
}

/** What hangs on the contacts of a batch, once they are there: answers on consent, and the list they are put on. */
async function bringTheRest(
  db: Db,
  who: Actor,
  { importId, options }: ImportPlan,
  contacts: ReadContact[],
  { rows }: Plan,
): Promise<ImportedRow[]> {
  const taken = rows.map(({ outcome, contactId }) => (outcome === 'skipped' ? null : contactId));
  const said = contacts.some(({ answers }) => answers.length > 0);
  const source = said ? `Import: ${await fileNameOf(db, importId)}` : '';
  const answers = taken.flatMap((contactId, place) =>
    contactId === null
      ? []
      : (contacts[place]?.answers ?? []).map((answer) => ({ ...answer, contactId, source })),
  );
  const answered = await bringAnswers(db, who, answers, importId);
  const heard = [...answered].map((recordId) => ({ recordId, before: {}, after: {} }));
  if (importId) await keepChanges(db, importId, 'contact', heard);
  // Everybody, also whom the file says nothing new about.
  const ids = [...new Set(taken.filter((id) => id !== null))];
  if (options.listId && importId && ids.length > 0) await putOnList(db, options.listId, ids, importId);
  return rows.map((row) => {
    const news = row.outcome === 'unchanged' && answered.has(row.contactId ?? '');
    return toImported(news ? { ...row, outcome: 'updated' } : row);
  });
}

async function fileNameOf(db: Db, importId: string | null): Promise<string> {
  if (importId === null) return 'a file';
  const found = await db
    .selectFrom('audience.imports')
    .select('file_name')
    .where('id', '=', importId)
    .executeTakeFirst();
  return found?.file_name ?? 'a file';
}

const NO_CELLS = { texts: new Map<string, string>(), others: [] };

function rulesOf(options: ImportOptions): Rules {
  const { match = 'create_and_update', by = usualKeys, update = 'overwrite', stage, source } = options;
  return { match, by, update, defaults: { stage: stage ?? 'lead', source: source ?? 'unknown' } };
}

async function spellTags(db: Db, who: Actor, contacts: ReadContact[]): Promise<void> {
  const tagged = contacts.filter(({ fields }) => fields.tags);
  if (tagged.length === 0) return;
  const known = await knownTags(
    db,
    who,
    tagged.flatMap(({ fields }) => fields.tags ?? []),
  );
  for (const { fields } of tagged) fields.tags = fields.tags?.map((tag) => known.get(tagKey(tag)) ?? tag);
}

/** Where these people work: known companies, or, when it is wanted, new ones. Each is looked for once. */
async function findCompanies(
  db: Db,
  who: Actor,
  contacts: ReadContact[],
  { importId, options }: ImportPlan,
): Promise<void> {
  const keyOf = ({ name, domain }: NonNullable<ReadContact['company']>) => `${domain ?? ''} ${name ?? ''}`;
  const usable = contacts.filter(({ unusable, company }) => unusable === null && company);
  const wanted = new Map(usable.flatMap(({ company }) => (company ? [[keyOf(company), company]] : [])));
  if (wanted.size === 0) return;
  const rows = [...wanted.values()];
  const found = new Map<string, { id: string; name: string }>();
  if (options.createCompanies) {
    const plan = await writeCompanies(db, who, rows, { importId: importId ?? undefined, fillOnly: true });
    const names = new Map(plan.drafts.map(({ id, after }) => [id, after.name ?? '']));
    for (const [place, key] of [...wanted.keys()].entries()) {
      const id = plan.rows[place]?.companyId;
      if (id) found.set(key, { id, name: names.get(id) ?? rows[place]?.name ?? '' });
    }
    if (importId) await keepChanges(db, importId, 'company', companyChanges(plan.drafts));
  } else {
    const companies = await companiesByKeys(db, rows);
    for (const [place, key] of [...wanted.keys()].entries()) {
      const company = companies[place];
      if (company) found.set(key, company);
    }
  }
  for (const { company, fields } of usable) {
    const known = company ? found.get(keyOf(company)) : undefined;
    if (known) Object.assign(fields, { companyId: known.id, companyName: known.name });
  }
}

function changeOf({ id, before, after, claimed, changed }: Draft): RecordChange[] {
  if (!changed) return [];
  if (before === null) return [{ recordId: id, before: null, after: null }];
  return [{ recordId: id, ...imagesOf(toldChanges(before, after)), claimed: [...claimed] }];
}

/** What an earlier batch of the same rehearsal would have made is known by now. */
function addSeen(known: Known, seen: Map<string, string>, contacts: ReadContact[], { match }: Rules): void {
  if (match === 'update') return;
  for (const { keys } of contacts)
    for (const { key } of keys) {
      const id = seen.get(key);
      if (id === undefined || known.byKey.has(key)) continue;
      known.byKey.set(key, [id]);
      if (!known.people.has(id)) known.people.set(id, { id, name: '', reached: true, fields: {} });
    }
}

function toImported({ number, outcome, contactId, reasons }: Plan['rows'][number]): ImportedRow {
  return { number, outcome, reasons, recordId: contactId };
}

function shownRow({ rows, drafts }: Plan, contacts: ReadContact[], place: number): ImportedRow['shown'] {
  const draft = drafts.find(({ id }) => id === rows[place]?.contactId);
  const told = draft && {
    ...draft,
    before: draft.before && asTold(draft.before),
    after: asTold(draft.after),
  };
  const shown = shownOf(asTold(contacts[place]?.fields ?? {}), told);
  const answers = (contacts[place]?.answers ?? []).map(
    ({ purpose, channel, state }) =>
      [`consent:${purpose}:${channel}`, state === 'given' ? 'yes' : 'no'] as const,
  );
  return shown && { ...shown, after: { ...shown.after, ...Object.fromEntries(answers) } };
}
