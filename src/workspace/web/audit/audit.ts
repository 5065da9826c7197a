import type { Change } from '../../../web/record/AuditTrail.tsx';
import type { RecordWords } from '../../../web/room.ts';
import { exact } from '../../../web/time.ts';
import type * as contract from '../../activity/contract.ts';
import { hoursWords } from '../hours/hours.ts';
import type { Wire } from '../parts/wire.ts';
import { roleLabel } from '../roles.ts';

export type AuditEntry = Wire<contract.ActivityItem>;
export type AuditPageOfEntries = Wire<contract.ActivityPage>;
/** How the values in a log are read: in whose clock, and which ids are which people. */
export type Reading = {
  timeZone: string;
  people: ReadonlyMap<string, string>;
  /** How the rooms call what their records have. */
  words?: ReadonlyMap<string, RecordWords>;
};

/** What happened, as a sentence goes on after a name: 'changed', 'invited'. The rest is read off the event's name. */
const verbs: Record<string, string> = {
  created: 'created',
  updated: 'changed',
  deleted: 'deleted',
  restored: 'restored',
  joined: 'joined',
  deactivated: 'deactivated',
  reactivated: 'let in again',
  revoked: 'revoked',
  assigned: 'assigned',
};

const sentences: Record<string, string> = {
  'person.joined': 'joined',
  'person.invited': 'invited',
  'person.invitationRenewed': 'sent a new invitation to',
  'person.invitationRevoked': 'revoked the invitation of',
  'person.passwordChanged': 'changed the password of',
  'person.secondFactorAdded': 'turned on two-step sign-in of',
  'person.secondFactorRemoved': 'turned off two-step sign-in of',
  'sign-in.succeeded': 'signed in',
  'sign-in.failed': 'refused a sign-in',
  'session.revoked': 'signed out a device of',
  'team.memberAdded': 'added a member to team',
  'team.memberRemoved': 'took a member out of team',
  'contact.stage-moved': 'moved the stage of contact',
  'touchpoint.recorded': 'logged what happened with contact',
  'property.declared': 'added the property',
  'retention.updated': 'changed the',
  'retention.applied': 'deleted what is older than the',
  'tag.merged': 'merged a tag into',
  'contacts.assigned': 'assigned many contacts at once',
};

/** 'changed contact', 'moved the stage of contact', 'archived campaign'. */
export function didWords(name: string, kind: string): string {
  const known = sentences[name];
  if (known !== undefined) return known;
  const [, verb = ''] = name.split('.');
  return `${verbs[verb] ?? spaced(verb)} ${kindLabel(kind)}`.trim();
}

export function kindLabel(kind: string): string {
  return { key: 'API key', workspace: 'the workspace', person: '', holiday: 'holiday' }[kind] ?? spaced(kind);
}

/** The page of a record, where there is one. */
export function pathOf({ kind, id }: { kind: string; id: string }): string | undefined {
  if (kind === 'contact') return `/contacts/${id}`;
  if (kind === 'company') return `/companies/${id}`;
  if (kind === 'person') return `/settings/people/${id}`;
  if (kind === 'team') return `/settings/teams/${id}`;
  return {
    workspace: '/settings/workspace',
    key: '/settings/keys',
    holiday: '/settings/workspace',
    property: '/settings/properties',
    tag: '/settings/tags',
    invitation: '/settings/people/invitations',
    source: '/settings/sources',
    retention: '/settings/retention',
  }[kind];
}

/** The record's name: of a person the present one, else what the event carries. */
export function subjectName({ subject, payload }: AuditEntry, people: Reading['people']): string {
  const person = people.get(subject.id);
  if (person !== undefined) return person;
  const said =
    payload['name'] ??
    payload['title'] ??
    payload['label'] ??
    payload['to'] ??
    payload['from'] ??
    payload['email'];
  return typeof said === 'string' ? said : '';
}

export function changesOf(
  entry: Pick<AuditEntry, 'changes' | 'name'> & { subject?: AuditEntry['subject'] },
  reading: Reading,
): Change[] {
  const isNew = entry.name.endsWith('.created');
  const words = reading.words?.get(entry.subject?.kind ?? '');
  const nameOf = (id: string) => reading.people.get(id);
  const read = (field: string, value: unknown) =>
    words?.value(field, value, nameOf) ?? valueWords(field, value, reading);
  return Object.entries(entry.changes).map(([field, { from, to }]) => ({
    field: words?.field(field) ?? fieldLabel(field),
    ...(isNew ? {} : { from: read(field, from) }),
    to: read(field, to),
  }));
}

/** What the event carries besides its changes, for whoever opens the entry. */
export function detailsOf(
  entry: Pick<AuditEntry, 'payload'>,
  reading: Reading,
): { label: string; value: string }[] {
  return Object.entries(entry.payload)
    .filter(([field, value]) => field !== 'name' && value !== null && value !== '')
    .map(([field, value]) => ({ label: fieldLabel(field), value: valueWords(field, value, reading) }));
}

/** 'timeZone' → 'Time zone', 'owner_id' → 'Owner'. */
export function fieldLabel(field: string): string {
  const words = spaced(field.replace(/(_id|Id)$/, '')).replace(/^email\b/i, 'e-mail');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function valueWords(field: string, value: unknown, reading: Reading): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (field === 'role' && typeof value === 'string') return roleLabel(value);
  if (field === 'workingHours' && typeof value === 'object') return hoursWords(value);
  if (typeof value === 'string') return textWords(value, reading);
  if (Array.isArray(value)) return value.map((one) => valueWords(field, one, reading)).join(', ');
  if (typeof value !== 'object') return JSON.stringify(value);
  const parts = Object.entries(value).map(
    ([name, one]) => `${spaced(name)}: ${valueWords(name, one, reading)}`,
  );
  return parts.join(', ');
}

function textWords(value: string, { timeZone, people }: Reading): string {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return exact(new Date(value), timeZone);
  return people.get(value) ?? value;
}

function spaced(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')
    .toLowerCase();
}
