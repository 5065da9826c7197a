import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import {
  companiesByKeys,
  setParents,
  writeCompanies,
  type CompanyDraft,
  type CompanyPlan,
  type CompanyRow,
} from '../../companies/batch.ts';
import { asTold, cleanName, foldName } from '../../companies/company.ts';
import { withProperties } from '../../properties/values.ts';
import { findEach, lockCompanies } from '../../companies/known-companies.ts';
import { planCompanies } from '../../companies/plan.ts';
import { colleaguesOf } from '../../properties/values.ts';
import { knownTags } from '../../tags/spelling.ts';
import { tagKey } from '../../tags/tag.ts';
import { cellReader } from '../cells.ts';
import { keepChanges } from '../changes.ts';
import { byMailAndName } from '../colleagues.ts';
import { guessByNames } from '../guess.ts';
import type { ImportOptions } from '../options.ts';
import { openProperties, propertyFields } from '../property-cells.ts';
import { shownOf } from '../shown.ts';
import type { TableRow } from '../table/table.ts';
import type { BatchWriter, ImportedRow, ImportPlan, Target } from '../target.ts';
import { companyChanges } from './changes.ts';
import { companyFields, companyNames } from './fields.ts';
import { readCompany, type CompanyReader, type ReadCompany } from './read-company.ts';
import { undoCompanies } from './undo.ts';

export const companiesTarget: Target = {
  name: 'companies',
  nouns: ['company', 'companies'],
  resultPath: '/companies',
  fields: async (db) => [...companyFields, ...(await propertyFields(db, 'company'))],
  guess: (columns, fields) => guessByNames(columns, fields, companyNames),
  missing: (mapped, { match }) => {
    const naming = match === 'update' ? ['name', 'domain', 'externalId'] : ['name', 'domain'];
    return naming.some((field) => mapped.has(field)) ? null : 'One column must be the name or the domain.';
  },
  open: openCompanies,
  undoBatch: undoCompanies,
};

async function openCompanies(
  db: Db,
  who: Actor,
  { columns, options, importId }: ImportPlan,
  isRehearsal: boolean,
): Promise<BatchWriter> {
  const colleagues = await colleaguesOf(db);
  const properties = await openProperties(db, 'company', options, colleagues);
  const reader: CompanyReader = { columns, options, properties, colleagues: byMailAndName(colleagues) };
  const cellsOf = cellReader(columns, options.map ?? {}, options);
  const rules = { match: options.match, fillOnly: options.update === 'fill_blanks' };
  const read = async (trx: Db, rows: TableRow[]) => {
    const cells = rows.map(cellsOf);
    if (!isRehearsal)
      await properties.prepare(
        trx,
        who,
        cells.map(({ texts }) => texts),
      );
    return rows.map((row, place) =>
      readCompany(row, cells[place] ?? { texts: new Map(), others: [] }, reader),
    );
  };
  const seen = new Map<string, string>();
  return {
    write: async (trx, rows) => {
      const companies = await read(trx, rows);
      const usable = companies.filter(({ unusable }) => unusable === null);
      await spellTags(trx, who, usable);
      const plan = await writeCompanies(
        trx,
        who,
        usable.map(({ fields }) => fields),
        {
          ...rules,
          importId: importId ?? undefined,
        },
      );
      if (importId) await keepChanges(trx, importId, 'company', companyChanges(plan.drafts));
      await joinParents(trx, who, usable, plan, importId, options);
      return inOrder(companies, plan, seen, false);
    },
    rehearse: async (trx, rows) => {
      const companies = await read(trx, rows);
      const usable = companies.filter(({ unusable }) => unusable === null).map(({ fields }) => fields);
      const found = await findEach(trx, usable);
      const ids = [...new Set(found.flatMap(({ company }) => company?.id ?? []))];
      const known = await lockCompanies(trx, who, ids);
      const plan = planCompanies(
        usable,
        found,
        known,
        usable.map(() => newId()),
        rules,
      );
      return inOrder(companies, plan, seen, options.match !== 'update');
    },
  };
}

async function spellTags(db: Db, who: Actor, companies: ReadCompany[]): Promise<void> {
  const tags = companies.flatMap(({ fields }) => fields.tags ?? []);
  if (tags.length === 0) return;
  const known = await knownTags(db, who, tags);
  for (const { fields } of companies)
    if (fields.tags) fields.tags = fields.tags.map((tag) => known.get(tagKey(tag)) ?? tag);
}

/**
 * Says who belongs to whom. A parent that nobody knows yet is made, if new companies are wanted: its own row, when it
 * comes, fills it in.
 */
async function joinParents(
  db: Db,
  who: Actor,
  companies: ReadCompany[],
  plan: CompanyPlan,
  importId: string | null,
  options: ImportOptions,
): Promise<void> {
  const wanted = companies.flatMap(({ parent }, place) => {
    const { companyId, outcome } = plan.rows[place] ?? {};
    return parent !== null && companyId && outcome !== 'skipped' ? [{ companyId, parent }] : [];
  });
  if (wanted.length === 0) return;
  const names = new Map(wanted.map(({ parent }) => [foldName(parent), cleanName(parent)]));
  const parents = await parentsOf(db, who, [...names.values()], importId, options);
  const links = wanted.flatMap(({ companyId, parent }) => {
    const parentId = parents.get(foldName(parent));
    return parentId && parentId !== companyId ? [{ companyId, parentId }] : [];
  });
  const before = await parentIds(
    db,
    links.map(({ companyId }) => companyId),
  );
  await setParents(db, who, links, importId === null ? {} : { importId });
  if (!importId) return;
  const changed = links.filter(({ companyId, parentId }) => before.get(companyId) !== parentId);
  await keepChanges(
    db,
    importId,
    'company',
    changed.map(({ companyId, parentId }) => {
      const images = { before: { parentId: before.get(companyId) ?? null }, after: { parentId } };
      return { recordId: companyId, ...images };
    }),
  );
}

async function parentsOf(
  db: Db,
  who: Actor,
  names: string[],
  importId: string | null,
  { match }: ImportOptions,
): Promise<Map<string, string>> {
  const rows: CompanyRow[] = names.map((name) => ({ name }));
  if (match === 'update') {
    const found = await companiesByKeys(db, rows);
    return new Map(
      found.flatMap((company, place) => (company ? [[foldName(names[place] ?? ''), company.id]] : [])),
    );
  }
  const plan = await writeCompanies(db, who, rows, { fillOnly: true, importId: importId ?? undefined });
  if (importId) await keepChanges(db, importId, 'company', companyChanges(plan.drafts));
  const ids = plan.rows.map(({ companyId }) => companyId);
  return new Map(ids.flatMap((id, place) => (id ? [[foldName(names[place] ?? ''), id]] : [])));
}

async function parentIds(db: Db, ids: string[]): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; parent_id: string | null }>`
    select id, parent_id from audience.companies where id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, parent_id: parentId }) => [id, parentId]));
}

/** All rows in their order, those that were no company, too. `seen`: what earlier batches of a rehearsal would have made. */
function inOrder(
  companies: ReadCompany[],
  { rows, drafts }: CompanyPlan,
  seen: Map<string, string>,
  isRemembering: boolean,
): ImportedRow[] {
  let place = -1;
  return companies.map(({ number, unusable, remarks, fields }): ImportedRow => {
    if (unusable !== null) return { number, outcome: 'skipped', reasons: [unusable], recordId: null };
    place += 1;
    const { companyId = null, outcome = 'skipped', reasons = [] } = rows[place] ?? {};
    const key = fields.externalId ?? fields.domain ?? foldName(fields.name ?? '');
    const isKnown = isRemembering && outcome === 'created' && seen.has(key) && seen.get(key) !== companyId;
    if (isRemembering && companyId && !seen.has(key)) seen.set(key, companyId);
    const draft = drafts.find(({ id }) => id === companyId);
    return {
      number,
      outcome: isKnown ? 'updated' : outcome,
      reasons: [...remarks, ...reasons],
      recordId: companyId,
      shown: shownCompany(fields, draft),
    };
  });
}

function shownCompany(fields: CompanyRow, draft: CompanyDraft | undefined): ImportedRow['shown'] {
  const told = draft && {
    name: draft.before?.name ?? '',
    before: draft.before && asTold(draft.before),
    after: asTold(draft.after),
  };
  const { externalId: _id, name, properties, ...others } = fields;
  return shownOf(
    asTold({ ...others, ...(name ? { name } : {}), properties: withProperties({}, properties ?? {}) }),
    told,
  );
}
