import type { Selectable } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { NotFound } from '../../platform/errors.ts';
import { cutPage } from '../../platform/lists.ts';
import { scopeOf } from '../../workspace/workspace.ts';
import type { AgreementsTable } from '../tables.ts';
import { sides, sidesOf, type Side } from './agreement.ts';
import type { Agreement, WholeAgreement } from './contract.ts';
import { sayPromise } from './words.ts';

export type AgreementRow = Selectable<AgreementsTable>;

export async function listAgreements(
  db: Db,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Agreement[]; next: string | null }> {
  // Ids are given out in order, so the newest version has the highest.
  const found = await db
    .selectFrom('handoff.agreements')
    .selectAll()
    .$if(cursor !== undefined, (query) => query.where('id', '<', cursor ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { rows, next } = cutPage(found, limit);
  const known = await namesOf(db, rows);
  return { items: rows.map((row) => toAgreement(row, known)), next };
}

export async function findAgreement(db: Db, who: Actor, id: string): Promise<WholeAgreement> {
  const row = await db.selectFrom('handoff.agreements').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new NotFound('There is no such version of the agreement.');
  return toWhole(who, row, await namesOf(db, [row]));
}

/** What counts now, what is to be signed, and what is being written. */
export async function currentAgreements(db: Db, who: Actor) {
  const rows = await db
    .selectFrom('handoff.agreements')
    .selectAll()
    .where('state', 'in', ['in_force', 'proposed', 'draft'])
    .orderBy('id', 'desc')
    .limit(MOST_DRAFTS)
    .execute();
  const known = await namesOf(db, rows);
  const whole = (state: string) => {
    const row = rows.find((each) => each.state === state);
    return row ? toWhole(who, row, known) : null;
  };
  return {
    inForce: whole('in_force'),
    proposed: whole('proposed'),
    drafts: rows.filter(({ state }) => state === 'draft').map((row) => toAgreement(row, known)),
  };
}

const MOST_DRAFTS = 50;

type Known = { people: Map<string, string>; numbers: Map<string, number> };

async function namesOf(db: Db, rows: AgreementRow[]): Promise<Known> {
  const people = rows.flatMap((row) => [
    row.created_by,
    row.proposed_by,
    row.marketing_signed_by,
    row.sales_signed_by,
  ]);
  const ids = people.filter((id) => id !== null);
  const bases = rows.flatMap(({ based_on: id }) => id ?? []);
  const users = ids.length
    ? await db.selectFrom('workspace.users').select(['id', 'name']).where('id', 'in', ids).execute()
    : [];
  const versions = bases.length
    ? await db.selectFrom('handoff.agreements').select(['id', 'number']).where('id', 'in', bases).execute()
    : [];
  return {
    people: new Map(users.map(({ id, name }) => [id, name])),
    numbers: new Map(versions.map(({ id, number }) => [id, number])),
  };
}

function toAgreement(row: AgreementRow, { people, numbers }: Known): Agreement {
  const by = (id: string | null) => (id === null ? null : { id, name: people.get(id) ?? 'Somebody' });
  const signature = (id: string | null, at: Date | null) => (at === null ? null : { by: by(id), at });
  const base = row.based_on === null ? undefined : numbers.get(row.based_on);
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    note: row.note,
    basedOn: row.based_on === null || base === undefined ? null : { id: row.based_on, number: base },
    created: signature(row.created_by, row.created_at),
    updatedAt: row.updated_at,
    proposed: signature(row.proposed_by, row.proposed_at),
    signed: {
      marketing: signature(row.marketing_signed_by, row.marketing_signed_at),
      sales: signature(row.sales_signed_by, row.sales_signed_at),
    },
    inForceAt: row.in_force_at,
    retiredAt: row.retired_at,
  };
}

function toWhole(who: Actor, row: AgreementRow, known: Known): WholeAgreement {
  const mayEdit = scopeOf(who, 'agreements.edit') !== null;
  const isDraft = row.state === 'draft';
  return {
    ...toAgreement(row, known),
    document: row.document,
    said: row.document.promises.map(sayPromise),
    may: {
      edit: mayEdit && isDraft,
      propose: mayEdit && isDraft,
      withdraw: mayEdit && row.state === 'proposed',
      sign: row.state === 'proposed' ? openSides(who, row) : [],
      delete: mayEdit && isDraft,
    },
  };
}

function openSides(who: Actor, row: AgreementRow): Side[] {
  if (scopeOf(who, 'agreements.sign') === null) return [];
  return sides.filter((side) => sidesOf(who.role).includes(side) && row[`${side}_signed_at`] === null);
}
