import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Db } from '../../../platform/db.ts';
import {
  channelLabels,
  consentChannels,
  type ConsentChannel,
  type NewConsent,
} from '../../consent/consent.ts';
import { recordConsents, settleStates } from '../../consent/consents.ts';
import { readYesNo } from '../../properties/spelling.ts';
import { readMoment } from '../moments.ts';
import type { ImportOptions } from '../options.ts';
import type { TargetField } from '../target.ts';

/** A purpose and the ways it is asked for. */
type Purpose = { key: string; label: string; channels: ConsentChannel[] };
export type Answer = Omit<NewConsent, 'contactId' | 'source'>;

const CONSENT = 'consent:';
const WORDS_OF_YES = /^(subscribed|opt(ed)?[- ]?in|given|granted|agreed|confirmed)$/i;
const WORDS_OF_NO = /^(unsubscribed|opt(ed)?[- ]?out|withdrawn|refused|declined|revoked)$/i;

/** Those somebody can be asked for now. */
export async function askedPurposes(db: Db): Promise<Purpose[]> {
  return db
    .selectFrom('audience.consent_purposes')
    .where('archived_at', 'is', null)
    .select(['key', 'label', 'channels'])
    .orderBy('position')
    .execute();
}

/** A column for each that is asked, with yes or no in it; or one row an answer, which says what it is about. */
export async function consentFields(db: Db): Promise<TargetField[]> {
  const purposes = await askedPurposes(db);
  const each = purposes.flatMap(({ key, label, channels }) =>
    channels.map((channel) => ({
      field: `${CONSENT}${key}:${channel}`,
      label: `${label}, by ${channelLabels[channel]}: yes or no`,
    })),
  );
  const said = [
    { field: 'consent', label: 'Answer: yes or no' },
    { field: 'consentPurpose', label: 'What for (purpose)' },
    { field: 'consentChannel', label: 'By which way (channel)' },
    { field: 'consentAt', label: 'When they answered' },
    { field: 'consentProof', label: 'Proof of the answer' },
  ];
  return [...each, ...said].map((field) => ({ ...field, group: 'Consent' }));
}

/** What a row says somebody agreed to, or not. An empty cell is no answer. */
export function readAnswers(
  texts: Map<string, string>,
  purposes: Purpose[],
  { options, startedAt }: { options: ImportOptions; startedAt: Date },
  remarks: string[],
): Answer[] {
  const written = [...texts].filter(([field]) => field === 'consent' || field.startsWith(CONSENT));
  if (written.length === 0) return [];
  const at = momentOf(texts.get('consentAt'), options, startedAt, remarks);
  if (at === null) return [];
  const proof = texts.get('consentProof') ?? null;
  return written.flatMap(([field, text]) => {
    const about = field === 'consent' ? aboutRow(texts, purposes) : aboutField(field, purposes);
    const state = stateOf(text);
    const problem =
      typeof about === 'string' ? about : state === null ? `“${text}” is neither yes nor no` : null;
    if (problem !== null || typeof about === 'string' || state === null) {
      remarks.push(`The answer on consent was left out: ${problem ?? ''}.`);
      return [];
    }
    return [{ ...about, state, proof, ...(at ? { happenedAt: at } : {}) }];
  });
}

/** Undefined when the file does not say; null when it says what cannot be. */
function momentOf(
  text: string | undefined,
  options: ImportOptions,
  startedAt: Date,
  remarks: string[],
): Date | null | undefined {
  if (text === undefined) return undefined;
  const at = readMoment(text, options);
  if (at && at <= startedAt) return at;
  remarks.push(
    at
      ? `The answer on consent was left out: nobody can have answered on “${text}”, which is to come.`
      : `The answer on consent was left out: the date “${text}” is not known.`,
  );
  return null;
}

type About = { purpose: string; channel: ConsentChannel };

function aboutField(field: string, purposes: Purpose[]): About | string {
  const [, purpose = '', channel = ''] = field.split(':');
  return aboutOf(purpose, channel, purposes);
}

function aboutRow(texts: Map<string, string>, purposes: Purpose[]): About | string {
  const named = texts.get('consentPurpose') ?? '';
  return aboutOf(named, texts.get('consentChannel') ?? 'email', purposes);
}

function aboutOf(named: string, way: string, purposes: Purpose[]): About | string {
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  const purpose = purposes.find(({ key, label }) => same(key, named) || same(label, named));
  if (!purpose) return named === '' ? 'it does not say what for' : `nobody is asked for “${named}”`;
  const channel = consentChannels.find((each) => same(each, way) || same(channelLabels[each], way));
  if (!channel || !purpose.channels.includes(channel))
    return `nobody is asked for “${purpose.label}” by “${way}”`;
  return { purpose: purpose.key, channel };
}

function stateOf(text: string): Answer['state'] | null {
  if (WORDS_OF_YES.test(text)) return 'given';
  if (WORDS_OF_NO.test(text)) return 'withdrawn';
  const yes = readYesNo(text);
  return yes === true ? 'given' : yes === false ? 'withdrawn' : null;
}

/**
 * Puts down what is not known yet, so that a file imported twice says everything once. An answer without a time is given
 * now, unless that is what counts already. Answers whose are new.
 */
export async function bringAnswers(
  db: Db,
  who: Actor,
  answers: NewConsent[],
  importId: string | null,
): Promise<Set<string>> {
  if (answers.length === 0) return new Set();
  const column = <T>(read: (answer: NewConsent) => T) => answers.map(read);
  const { rows } = await sql<{ place: number }>`
    select place::int as place from unnest(
      ${column(({ contactId }) => contactId)}::uuid[], ${column(({ purpose }) => purpose)}::text[],
      ${column(({ channel }) => channel)}::text[], ${column(({ state }) => state)}::text[],
      ${column(({ happenedAt }) => happenedAt?.toISOString() ?? null)}::timestamptz[])
      with ordinality as a (contact_id, purpose, channel, state, happened_at, place)
    where not exists (
      select from audience.consents as c
      where (c.contact_id, c.purpose, c.channel, c.state, c.happened_at)
        = (a.contact_id, a.purpose, a.channel, a.state, a.happened_at))
      and (a.happened_at is not null or not exists (
        select from audience.consent_states as s
        where (s.contact_id, s.purpose, s.channel, s.state) = (a.contact_id, a.purpose, a.channel, a.state)))
    order by place`.execute(db);
  const fresh = onceEach(rows.flatMap(({ place }) => answers[place - 1] ?? []));
  await recordConsents(db, who, fresh, importId);
  return new Set(fresh.map(({ contactId }) => contactId));
}

function onceEach(answers: NewConsent[]): NewConsent[] {
  const byKey = new Map(
    answers.map((answer) => {
      const { contactId, purpose, channel, state, happenedAt } = answer;
      return [[contactId, purpose, channel, state, happenedAt?.getTime()].join(' '), answer];
    }),
  );
  return [...byKey.values()];
}

/** Takes away what an import said of these people. Answers of whom it said something. */
export async function takeAnswersBack(db: Db, importId: string, contactIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from audience.consents where import_id = ${importId}::uuid and contact_id = any(${contactIds}::uuid[])
    returning contact_id as id`.execute(db);
  const ids = [...new Set(rows.map(({ id }) => id))];
  if (ids.length > 0) await settleStates(db, ids);
  return ids;
}
