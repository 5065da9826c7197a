import type { Room } from '../platform/room.ts';
import { searchContacts } from './contact-list.ts';
import { jobs } from './jobs.ts';
import { notices } from './notices.ts';
import { readableContacts } from './reading.ts';
import { routes } from './routes.ts';

export { normaliseEmail, sources as channels, type Source as Channel } from './contact.ts';
export { Overtaken } from './identify/known-people.ts';
export { recognise } from './identify/people.ts';
export { keysOf, type Sighting, type Traits } from './identify/sighting.ts';
export { findContact, lockContact } from './reading.ts';
export { importFields, type ColumnMap } from './import/columns.ts';
export { matchRules, type MatchRule } from './import/plan.ts';
export { importContacts, type ContactImport, type ImportCounts } from './import/contact-import.ts';

/** Who the company knows: contacts, what they are known by, and how they got where they are. */
export const audience: Room = {
  name: 'audience',
  routes,
  jobs,
  search: searchContacts,
  notices,
  subjectKinds: { contact: { permission: 'contacts.read', mayRead: readableContacts } },
};
