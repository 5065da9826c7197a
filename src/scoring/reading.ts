import type { Selectable } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import { NotFound } from '../platform/errors.ts';
import { cutPage } from '../platform/lists.ts';
import type { Model, WholeModel } from './contract.ts';
import { modelInForce } from './known-models.ts';
import { sides, type Side } from './model.ts';
import { sentencesOf } from './sentences.ts';
import type { ModelsTable } from './tables.ts';

/** Newest first. */
export async function listModels(
  db: Db,
  who: Actor,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Model[]; next: string | null }> {
  await modelInForce(db);
  const rows = await selectModels(db)
    .$if(cursor !== undefined, (query) => query.where('m.id', '<', cursor ?? ''))
    .orderBy('m.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = cutPage(rows, limit);
  return { items: page.rows.map((row) => toModel(row, who)), next: page.next };
}

export async function findModel(db: Db, who: Actor, id: string): Promise<WholeModel> {
  const row = await selectModels(db).where('m.id', '=', id).executeTakeFirst();
  if (!row) throw new NotFound('There is no such version of the score model.');
  const { document } = row;
  return { ...toModel(row, who), document, sentences: await sentencesOf(db, document) };
}

export async function findInForce(db: Db, who: Actor): Promise<WholeModel> {
  return findModel(db, who, (await modelInForce(db)).id);
}

/** For which sides somebody may sign: each side's own managers, and whoever runs the whole. */
export function sidesOf({ kind, role }: Actor): Side[] {
  if (kind !== 'user') return [];
  if (role === 'owner' || role === 'admin') return [...sides];
  if (role === 'marketing_manager') return ['marketing'];
  return role === 'sales_manager' ? ['sales'] : [];
}

function selectModels(db: Db) {
  return db
    .selectFrom('scoring.models as m')
    .leftJoin('scoring.models as b', 'b.id', 'm.based_on')
    .leftJoin('workspace.users as creator', 'creator.id', 'm.created_by')
    .leftJoin('workspace.users as proposer', 'proposer.id', 'm.proposed_by')
    .leftJoin('workspace.users as marketer', 'marketer.id', 'm.marketing_signed_by')
    .leftJoin('workspace.users as seller', 'seller.id', 'm.sales_signed_by')
    .selectAll('m')
    .select([
      'b.number as base_number',
      'creator.name as creator_name',
      'proposer.name as proposer_name',
      'marketer.name as marketer_name',
      'seller.name as seller_name',
    ]);
}

type Row = Selectable<ModelsTable> & {
  base_number: number | null;
  creator_name: string | null;
  proposer_name: string | null;
  marketer_name: string | null;
  seller_name: string | null;
};

function toModel(row: Row, who: Actor): Model {
  const signatures = {
    marketing: signature(row.marketing_signed_by, row.marketer_name, row.marketing_signed_at),
    sales: signature(row.sales_signed_by, row.seller_name, row.sales_signed_at),
  };
  const isOpen = row.state === 'proposed';
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    note: row.note,
    basedOn: row.based_on === null ? null : { id: row.based_on, number: row.base_number ?? 0 },
    createdBy: person(row.created_by, row.creator_name),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    proposedBy: row.proposed_at ? person(row.proposed_by, row.proposer_name) : null,
    proposedAt: row.proposed_at,
    signatures,
    maySign: isOpen ? sidesOf(who).filter((side) => signatures[side] === null) : [],
    operationId: row.operation_id,
    inForceAt: row.in_force_at,
    retiredAt: row.retired_at,
  };
}

function person(id: string | null, name: string | null): Model['createdBy'] {
  return { id, name: name ?? (id === null ? 'Tandem' : 'A former colleague') };
}

function signature(id: string | null, name: string | null, at: Date | null) {
  return at && { by: person(id, name), at };
}
