import { isTouch } from '../touchpoints/touchpoints.ts';
import { textArray } from '../platform/arrays.ts';
import { copyLine, type CopyValue } from '../platform/copy.ts';
import type { Cast } from './cast.ts';
import { DAY, HOUR } from './world/calendar.ts';
import type { MadeCompany } from './world/company.ts';
import type { Consent, MadeContact } from './world/contact.ts';
import type { Dice } from './world/dice.ts';
import { idAt, messageIdOf } from './world/ids.ts';
import { sources, type SourceName, type Touch } from './world/touch.ts';

/** The rows of every table the sample fills, as `record()` and the verbs of the rooms would have written them. */
export const columns = {
  'audience.companies':
    'id, name, domain, industry, employees, street, postal_code, city, region, country, parent_id, owner_id, tags, properties, created_at, updated_at',
  'audience.company_identities': 'kind, value, company_id, created_at',
  'audience.contacts':
    'id, given_name, family_name, email, phone, phone_original, job_title, company_name, company_id, street, postal_code, city, region, country, language, tags, properties, stage, source, owner_id, created_at, updated_at',
  'audience.identities': 'kind, value, contact_id, created_at',
  'audience.company_people': 'company_id, contact_id, roles, since',
  'audience.stage_moves':
    'contact_id, id, from_stage, to_stage, moved_at, moved_by_kind, moved_by_id, moved_by_name',
  'audience.redirects': 'old_id, contact_id, made_at',
  'audience.consents':
    'contact_id, id, purpose, channel, state, source, proof, happened_at, recorded_at, recorded_by_kind, recorded_by_id, recorded_by_name',
  'audience.consent_states': 'contact_id, purpose, channel, state, since, consent_id',
  'touchpoints.touchpoints':
    'contact_id, occurred_at, id, kind, name, channel, campaign, team, actor_id, actor_name, value, currency, source_id, properties, received_at, origin_id',
  'touchpoints.activity':
    'contact_id, touch_count, first_touch_at, last_touch_at, first_channel, first_channel_at, last_channel, last_channel_at, silent_since, came_back_at',
  'touchpoints.receipts': 'id, source_id, received_at',
  'sample.brought': 'kind, name, id',
  'sample.people': 'contact_id, line, likely, decides_at, became, churned_at, duplicate_of',
} as const;

export type Table = keyof typeof columns;
export type Rows = Record<Table, string[]>;

export function noRows(): Rows {
  return Object.fromEntries(Object.keys(columns).map((table) => [table, []])) as unknown as Rows;
}

export function addCompany(rows: Rows, company: MadeCompany, owner: string | null, { keys }: Cast): void {
  const { id, name, domain, industry, employees, street, postalCode, city, region, country, parentId } =
    company;
  const made = time(company.createdAt);
  rows['audience.companies'].push(
    copyLine([
      id,
      name,
      domain,
      industry,
      employees,
      street,
      postalCode,
      city,
      region,
      country.code,
      parentId,
      owner,
      textArray(company.tags),
      properties(company.properties, keys),
      made,
      made,
    ]),
  );
  rows['sample.brought'].push(copyLine(['company', id, id]));
  if (domain !== null) rows['audience.company_identities'].push(copyLine(['domain', domain, id, made]));
}

/** Everything of one contact but the touchpoints, which are many and go straight to the database. */
export function addContact(rows: Rows, contact: MadeContact, roll: Dice, cast: Cast): void {
  const { id, createdAt, truth } = contact;
  rows['audience.contacts'].push(contactLine(contact, cast));
  for (const { kind, value, at } of contact.identities)
    rows['audience.identities'].push(copyLine([kind, value, id, time(at)]));
  if (contact.companyId !== null && contact.roles.length > 0)
    rows['audience.company_people'].push(
      copyLine([contact.companyId, id, textArray(contact.roles), time(createdAt)]),
    );
  addMoves(rows, contact, cast, roll);
  if (contact.otherVisitor)
    rows['audience.redirects'].push(
      copyLine([contact.otherVisitor.id, id, time(contact.otherVisitor.becameAt)]),
    );
  addConsents(rows, contact, roll);
  const activity = activityLine(contact);
  if (activity !== null) rows['touchpoints.activity'].push(activity);
  rows['sample.people'].push(
    copyLine([
      id,
      truth.line,
      truth.probability,
      optional(truth.decidesAt),
      truth.became,
      optional(truth.churnedAt),
      truth.duplicateOf,
    ]),
  );
}

/** One touchpoint, and its receipt where a receipt would still be kept. */
export function touchLine(rows: Rows, contact: MadeContact, each: Touch, roll: Dice, cast: Cast): string {
  const { at, kind, name, channel, campaign, team, actor, value, source } = each;
  const id = messageIdOf(roll);
  const received = receivedAt(at, source, cast.end);
  const colleague = actor === null ? null : cast.person(actor);
  const by = cast.sources[source];
  if (keepsReceipts(source) || received >= cast.end - RECEIPT_DAYS * DAY)
    rows['touchpoints.receipts'].push(copyLine([id, by, time(received)]));
  const origin = each.elsewhere ? (contact.otherVisitor?.id ?? null) : null;
  const currency = value === null ? null : contact.currency;
  const facts = each.properties === null ? '{}' : JSON.stringify(each.properties);
  // prettier-ignore
  return copyLine([contact.id, time(at), id, kind, name, channel, campaign, team, colleague?.id ?? null,
    colleague?.name ?? null, value, currency, by, facts, time(received), origin]);
}

/** Housekeeping forgets those of browsers and programs after so many days; those of files and hands it keeps. */
const RECEIPT_DAYS = 90;

function keepsReceipts(source: SourceName): boolean {
  const { kind } = sources[source];
  return kind === 'hand' || kind === 'import';
}

/** Pages within seconds, newsletters within minutes, what colleagues log the same day, the order book in the night. */
export function receivedAt(at: number, source: SourceName, end: number): number {
  const late = {
    web: 400 + (at % 2_500),
    mail: 40_000 + (at % 400_000),
    hand: 5 * 60_000 + (at % (6 * HOUR)),
    book: Math.ceil(at / DAY) * DAY + 3 * HOUR - at,
  };
  return Math.min(at + late[source], end);
}

function contactLine(contact: MadeContact, { keys, person }: Cast): string {
  const { id, givenName, familyName, email, phone, phoneWritten, jobTitle, companyName, companyId } = contact;
  const { street, postalCode, city, region, country, language, stage, source, owner } = contact;
  const anonymous = stage === 'visitor';
  return copyLine([
    id,
    givenName,
    familyName,
    email,
    phone,
    phoneWritten,
    jobTitle,
    companyName,
    companyId,
    street,
    postalCode,
    city,
    region,
    anonymous ? null : country,
    language,
    textArray(contact.tags),
    properties(contact.properties, keys),
    stage,
    source,
    owner === null ? null : person(owner).id,
    time(contact.createdAt),
    time(contact.updatedAt),
  ]);
}

function addMoves(rows: Rows, { id, moves }: MadeContact, { person }: Cast, roll: Dice): void {
  let from: string | null = null;
  for (const { to, at, by } of moves) {
    const who = by === null ? null : person(by);
    rows['audience.stage_moves'].push(
      copyLine([
        id,
        idAt(roll, at),
        from,
        to,
        time(at),
        who === null ? 'system' : 'user',
        who?.id ?? null,
        who?.name ?? 'Tandem',
      ]),
    );
    from = to;
  }
}

function addConsents(rows: Rows, { id, consents }: MadeContact, roll: Dice): void {
  const last = new Map<string, { consent: Consent; consentId: string }>();
  for (const consent of consents) {
    const consentId = idAt(roll, consent.at);
    const { purpose, channel, state, source, at } = consent;
    rows['audience.consents'].push(
      copyLine([
        id,
        consentId,
        purpose,
        channel,
        state,
        source,
        null,
        time(at),
        time(at),
        'system',
        null,
        'Tandem',
      ]),
    );
    last.set(`${purpose} ${channel}`, { consent, consentId });
  }
  for (const { consent, consentId } of last.values())
    rows['audience.consent_states'].push(
      copyLine([id, consent.purpose, consent.channel, consent.state, time(consent.at), consentId]),
    );
}

/** What the touchpoints add up to, by the rules of touchpoints/activity.ts. Touches are sorted by time. */
function activityLine({ id, touches }: MadeContact): string | null {
  const counted = touches.filter(({ kind }) => isTouch(kind));
  const [first] = counted;
  const last = counted.at(-1);
  if (!first || !last) return null;
  const on = counted.filter(({ channel }) => channel !== null);
  const firstOn = on.reduce<Touch | undefined>(
    (best, each) => (best && !isBefore(each, best) ? best : each),
    undefined,
  );
  const lastOn = on.reduce<Touch | undefined>(
    (best, each) => (best && isBefore(each, best) ? best : each),
    undefined,
  );
  const onFirst = [firstOn?.channel ?? null, optional(firstOn?.at ?? null)] as const;
  const onLast = [lastOn?.channel ?? null, optional(lastOn?.at ?? null)] as const;
  const sum = [id, counted.length, time(first.at), time(last.at)] as const;
  return copyLine([...sum, ...onFirst, ...onLast, ...lastSilence(counted)]);
}

const SILENT = 30 * DAY;

/** When they last fell silent for a month, and came back; what came in as it happened would have told the same. */
function lastSilence(counted: readonly Touch[]): [since: string | null, back: string | null] {
  for (let place = counted.length - 1; place > 0; place--) {
    const [before, back] = [counted[place - 1], counted[place]];
    if (before && back && back.at - before.at >= SILENT) return [time(before.at), time(back.at)];
  }
  return [null, null];
}

/** Of two at one moment, the names of the channels decide. */
function isBefore(one: Touch, other: Touch): boolean {
  return one.at === other.at ? (one.channel ?? '') < (other.channel ?? '') : one.at < other.at;
}

function properties(values: Record<string, CopyValue>, keys: ReadonlyMap<string, string>): string {
  const named = Object.entries(values).map(([key, value]) => [keys.get(key) ?? key, value]);
  return named.length === 0 ? '{}' : JSON.stringify(Object.fromEntries(named));
}

const TWO = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));
let day = Number.NaN;
let dayText = '';

/** ISO 8601, five times as fast as `toISOString`: most moments that follow each other are of one day. */
function time(at: number): string {
  const today = Math.floor(at / DAY);
  if (today !== day) {
    day = today;
    dayText = new Date(at).toISOString().slice(0, 10);
  }
  const rest = at - today * DAY;
  const hours = Math.floor(rest / HOUR);
  const minutes = Math.floor(rest / 60_000) % 60;
  const seconds = Math.floor(rest / 1_000) % 60;
  return `${dayText} ${TWO[hours]}:${TWO[minutes]}:${TWO[seconds]}.${String(rest % 1_000).padStart(3, '0')}+00`;
}

function optional(at: number | null): string | null {
  return at === null ? null : time(at);
}
