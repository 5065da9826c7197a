import { system, type Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import type { Contact, NewContact } from './contract.ts';
import { createContact } from './contacts.ts';

/** A contact of nobody's, unless said otherwise. */
export function makeContact(db: Db, fields: NewContact = {}, who: Actor = system): Promise<Contact> {
  return createContact(db, who, { givenName: 'Nora', familyName: 'Castellan', ...fields });
}

export { editContact } from './contacts.ts';
export { makeCompany } from './companies/testing.ts';
export { previewImport } from './import/preview.ts';
export { startImport } from './import/starting.ts';
export { startUndo } from './import/undo-run.ts';
export { imported, undone, upload } from './import/testing.ts';
export { mergeContacts } from './merge/merges.ts';
export { unmergeContacts } from './merge/unmerges.ts';
