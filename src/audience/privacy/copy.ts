import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { storeFile } from '../../platform/files.ts';
import type { Outcome, OperationRun } from '../../platform/operation-runs.ts';
import { startOperation } from '../../platform/operations.ts';
import { collectPersonalData, type Headings } from '../../platform/personal-data.ts';
import { findContact } from '../reading.ts';
import type { NewCopy } from './contract.ts';
import { readablePage } from './readable-page.ts';

const KEPT_DAYS = 7;

/** Starts writing everything that is kept about a person into one file. */
export async function startCopy(
  db: Db,
  who: Actor,
  contactId: string,
  { format }: NewCopy,
): Promise<{ id: string }> {
  const contact = await findContact(db, who, contactId);
  const id = await startOperation(db, who, {
    kind: 'contacts.copy',
    // Not whose: the history of such work stays when the person is erased.
    title: 'Copy of all data about a contact',
    job: 'audience.copyPersonalData',
    payload: { contactId: contact.id, format },
  });
  return { id };
}

export type CopyJob = NewCopy & { operationId: string; contactId: string };

export async function runCopy({ contactId, format }: CopyJob, { db, who }: OperationRun): Promise<Outcome> {
  const contact = await findContact(db, who, contactId);
  const data = await collectPersonalData(db, [contact.id]);
  const file = await storeFile(db, who, {
    name: `data about ${contact.name}.${format}`,
    mediaType: format === 'json' ? 'application/json' : 'text/html',
    stream: textOf(contact.name, data, format),
    expiresAt: new Date(now().getTime() + KEPT_DAYS * 86_400_000),
  });
  return { result: { fileId: file.id, contactId }, resultPath: `/api/files/${file.id}` };
}

/** Copies that were made of what was kept about this person go with it. */
export async function forgetCopies(db: Db, contactId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from platform.files where id in (
      select (result ->> 'fileId')::uuid from platform.operations
      where kind = 'contacts.copy' and result ->> 'contactId' = ${contactId})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Row by row: the touchpoints of a busy person are many. */
async function* textOf(name: string, data: Headings, format: NewCopy['format']): AsyncGenerator<string> {
  if (format === 'html') return yield* readablePage(`All data about ${name}`, now(), data);
  yield `{"madeAt":${JSON.stringify(now())}`;
  for (const [heading, rows] of Object.entries(data)) {
    yield `,\n${JSON.stringify(heading)}:[`;
    for (const [place, row] of rows.entries()) yield `${place === 0 ? '' : ','}\n${JSON.stringify(row)}`;
    yield ']';
  }
  yield '}\n';
}
