import type { Room } from '../platform/room.ts';
import { companyNotices } from './companies/notices.ts';
import { companyIdsBefore } from './companies/merge/redirects.ts';
import { readableCompanies } from './companies/reading.ts';
import { consentListeners } from './consent/merged.ts';
import { duplicateListeners } from './duplicates/listeners.ts';
import { importListeners } from './import/import.ts';
import { jobs } from './jobs.ts';
import { notices } from './notices.ts';
import { personalData } from './privacy/personal-data.ts';
import { readableContacts } from './reading.ts';
import { recentFields } from './recent-fields.ts';
import { idsBefore } from './merge/redirects.ts';
import { routes } from './routes.ts';
import { searchAudience } from './search.ts';
import { segmentConditionSources, segmentRounds } from './segments/door.ts';
import { segmentListeners } from './segments/touched.ts';
import { tagListeners } from './segments/tags-in-segments.ts';

export { giveContacts, holdContacts, type NewOwner } from './give-contacts.ts';
export {
  companiesByKeys,
  linkByDomain,
  linkContacts,
  setParents,
  writeCompanies,
  type CompanyKeys,
  type CompanyRow,
} from './companies/batch.ts';
export { contactsOfCompany } from './companies/members.ts';
export { askingOfCurrent } from './companies/merge/redirects.ts';
export { findCompany } from './companies/reading.ts';
export { normaliseEmail, normalisePhone, sources as channels, type Source as Channel } from './contact.ts';
export { holding, Overtaken, spot } from './identify/known-people.ts';
export { knownSince } from './identify/known-since.ts';
export { recognise } from './identify/people.ts';
export { keysOf, type Sighting, type Traits } from './identify/sighting.ts';
export { consentChannels, consentStates, type NewConsent } from './consent/consent.ts';
export { recordConsents } from './consent/consents.ts';
export { countDuplicates } from './duplicates/duplicates.ts';
export { forgetContacts } from './erasure.ts';
export { contactsInWords } from './contact-list.ts';
export { mustBeColleague } from './contacts.ts';
export { chosenFrom } from './selection.ts';
export { besideIn } from './neighbours.ts';
export { presentIds } from './merge/redirects.ts';
export { isUnrecognised } from './visitors.ts';
export { raiseStage } from './raise-stage.ts';
export { takeBackStage } from './take-back-stage.ts';
export { findContact, lockContact } from './reading.ts';
export { tree as conditionTree } from './segments/contract.ts';
export { readConditions, type ReadConditions } from './segments/matching.ts';
export { type Tree as ConditionTree } from './segments/tree.ts';
export { createSegment } from './segments/segments.ts';
export { membersOf, segmentsOf } from './segments/membership.ts';
export { markTouched } from './segments/touched.ts';
export { channelLabels, channelWords } from './segments/words.ts';
export { holdsOnRecord, type UnderstoodTree } from './segments/compile.ts';
export { conditionsIn } from './segments/tree.ts';
export {
  problemsOf,
  readTrees,
  sentenceIn,
  understandTree,
  type ReadTrees,
} from './segments/understanding.ts';
export { readMoney } from './properties/money.ts';
export { colleaguesOf, validateProperties } from './properties/values.ts';
export { declareProperty, propertiesOf, type NewProperty, type Property } from './properties/properties.ts';
export {
  bringIn,
  bringTarget,
  byMailAndName,
  cellReader,
  guessByNames,
  importOptions,
  keepChanges,
  notedRows,
  readMoment,
  readSource,
  shapeOf,
  undoContacts,
  type BatchWriter,
  type Beginning,
  type BroughtIn,
  type Cells,
  type ImportedRow,
  type ImportOptions,
  type ImportPlan,
  type TableRow,
  type Target,
  type UndoneBatch,
} from './import/import.ts';

/** Who the company knows: contacts, what they are known by, and how they got where they are. */
export const audience: Room = {
  name: 'audience',
  routes,
  jobs,
  listeners: [consentListeners, segmentListeners, tagListeners, duplicateListeners, importListeners],
  filterFields: { contacts: recentFields },
  conditions: segmentConditionSources,
  rounds: segmentRounds,
  personalData,
  search: searchAudience,
  notices: [...notices, ...companyNotices],
  subjectKinds: {
    company: { permission: 'companies.read', mayRead: readableCompanies, formerIds: companyIdsBefore },
    contact: { permission: 'contacts.read', mayRead: readableContacts, formerIds: idsBefore },
    // What a segment asks is no secret; who is in it, the list of contacts says to each as far as they may see them.
    segment: { permission: 'segments.read', mayRead: async (_db, _who, ids) => new Set(ids) },
    // What is asked of contacts and companies is no secret among those who see them.
    property: { permission: 'contacts.read', mayRead: async (_db, _who, ids) => new Set(ids) },
    tag: { permission: 'contacts.read', mayRead: async (_db, _who, ids) => new Set(ids) },
  },
};
