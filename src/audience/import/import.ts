import type { Listeners } from '../../platform/listeners.ts';
import { companiesTarget } from './companies/target.ts';
import { contactsTarget } from './contacts/target.ts';
import { forgetErased } from './imports.ts';
import { bringTarget } from './target.ts';

export { importOptions } from './contract.ts';
export { bringIn, type Beginning, type BroughtIn, type FileImport } from './bring-in.ts';
export { type ImportOptions } from './options.ts';
export { cellReader, shapeOf, type Cells } from './cells.ts';
export { byMailAndName } from './colleagues.ts';
export { undoContacts } from './contacts/undo.ts';
export { readSource } from './contacts/values.ts';
export { type TableRow } from './table/table.ts';
export { guessByNames } from './guess.ts';
export { readMoment } from './moments.ts';
export { keepChanges } from './changes.ts';
export { notedRows } from './notes.ts';
export {
  bringTarget,
  type BatchWriter,
  type ImportedRow,
  type ImportPlan,
  type Target,
  type UndoneBatch,
} from './target.ts';

bringTarget(contactsTarget);
bringTarget(companiesTarget);

export const importListeners: Listeners = {
  'contacts.erased': (db, _who, { ids }) => forgetErased(db, ids),
};
