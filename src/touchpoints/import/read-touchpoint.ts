import { hash } from 'node:crypto';
import {
  normaliseEmail,
  normalisePhone,
  readMoment,
  readMoney,
  readSource,
  shapeOf,
  type Cells,
  type Channel,
  type ImportOptions,
  type Sighting,
  type TableRow,
} from '../../audience/audience.ts';
import { wayOf } from '../channels/channel.ts';
import { botByName } from '../intake/bot.ts';
import { builtInKind, kindNameOf } from '../kind.ts';
import type { NewTouchpoint } from '../touchpoint.ts';

/** A row as it was understood; without a touchpoint when it cannot be one, and `reasons` say why. */
export type ReadTouchpoint = {
  number: number;
  touchpoint: NewTouchpoint | null;
  /** Looked up in the batch: who has it is known by record only. */
  phone: string | null;
  /** A kind nobody has declared yet, as the file calls it. */
  newKind: string | null;
  reasons: string[];
  /** Why it cannot be one, in words that are counted: without what the row says. */
  why: string | null;
};

export type TouchpointReader = {
  columns: string[];
  options: ImportOptions;
  /** For rows that do not say when. */
  when: Date | null;
  kinds: Map<string, { channel: Channel | null; team: NewTouchpoint['team'] }>;
  colleagues: Map<string, { id: string; name: string } | null>;
};

const LONGEST_NAME = 500;

export function readTouchpoint(
  row: TableRow,
  { texts, others }: Cells,
  reader: TouchpointReader,
): ReadTouchpoint {
  const shape = shapeOf(row, reader.columns);
  const unusable = (reason: string, why = reason): ReadTouchpoint => {
    return { number: row.number, touchpoint: null, phone: null, newKind: null, reasons: [reason], why };
  };
  if (shape.unusable) return unusable(shape.unusable);
  const written = texts.get('when');
  const occurredAt = written === undefined ? reader.when : readMoment(written, reader.options);
  if (occurredAt === null)
    return written === undefined
      ? unusable('The row does not say when.', 'does not say when')
      : unusable(`"${written}" is not a moment that can be read in one way.`, 'a moment that cannot be read');
  const mail = texts.get('email');
  const email = mail === undefined ? undefined : normaliseEmail(mail);
  if (email === null) return unusable(`"${mail}" is not an e-mail address.`, 'not an e-mail address');
  const phone = texts.has('phone') ? normalisePhone(texts.get('phone') ?? '', null) : null;
  const reasons = shape.remark ? [shape.remark] : [];
  const said = texts.get('kind') ?? reader.options.kind ?? usualKind(reader.options);
  const kind = kindNameOf(said) || 'event';
  const properties = propertiesIn(texts, others);
  const touchpoint: NewTouchpoint = {
    messageId: messageOf(texts, kind, row),
    person: personIn(texts, email),
    occurredAt,
    kind,
    name: texts.get('name')?.slice(0, LONGEST_NAME) ?? null,
    ...channelIn(texts, kind, reader, properties),
    campaign: texts.get('campaign')?.slice(0, LONGEST_NAME) ?? null,
    team: (builtInKind(kind) ?? reader.kinds.get(kind))?.team ?? null,
    ...moneyIn(texts, reader.options, reasons),
    ...actorIn(texts, reader),
    properties,
    bot: botByName(texts.get('userAgent')),
  };
  const isNew = !builtInKind(kind) && !reader.kinds.has(kind);
  return { number: row.number, touchpoint, phone, newKind: isNew ? said : null, reasons, why: null };
}

/** Of the log of a web server only views of pages are left. */
function usualKind({ reading }: ImportOptions): string {
  return reading?.format === 'access-log' ? 'page_view' : 'event';
}

/** Everything that the columns say, numbers as numbers. The text of what became a field is not repeated. */
function propertiesIn(texts: Map<string, string>, others: [string, string][]): Record<string, unknown> {
  const kept = [...others];
  for (const field of ['note', 'userAgent', 'referrer']) {
    const text = texts.get(field);
    if (text !== undefined) kept.push([field, text]);
  }
  return Object.fromEntries(kept.map(([name, text]) => [name, isNumber(text) ? Number(text) : text]));
}

function isNumber(text: string): boolean {
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/.test(text);
}

/** Of a row that has no id of its own, what it says: the same row again is the same touchpoint. */
function messageOf(texts: Map<string, string>, kind: string, { cells }: TableRow): string {
  const id = texts.get('messageId');
  return id === undefined ? `${kind} ${hash('sha256', JSON.stringify(cells))}` : `${kind} ${id}`;
}

function personIn(texts: Map<string, string>, email: string | undefined): Sighting {
  const text = (field: string) => texts.get(field);
  const given = {
    givenName: text('givenName'),
    familyName: text('familyName'),
    companyName: text('companyName'),
  };
  const traits = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const userId = text('externalId');
  const anonymousId = text('anonymousId');
  return {
    ...(email ? { email } : {}),
    ...(userId === undefined ? {} : { userId }),
    ...(anonymousId === undefined ? {} : { anonymousId }),
    ...(Object.keys(traits).length > 0 ? { traits } : {}),
  };
}

/** In our words; how the file called it, where that says more, is kept beside it. */
function channelIn(
  texts: Map<string, string>,
  kind: string,
  { options, kinds }: TouchpointReader,
  properties: Record<string, unknown>,
): { channel: Channel | null } {
  const written = texts.get('channel');
  if (written !== undefined) {
    const channel = readSource(written);
    if (channel !== written) properties['channel'] = written;
    return { channel: channel ?? 'other' };
  }
  const usual = options.channel ?? kinds.get(kind)?.channel ?? builtInKind(kind)?.channel ?? null;
  const referrer = texts.get('referrer');
  if (usual !== null || referrer === undefined) return { channel: usual };
  // A log does not say which host is ours: only what certainly is another's page counts.
  const { channel } = wayOf({ referrer });
  return { channel: channel === 'referral' ? null : channel };
}

function moneyIn(
  texts: Map<string, string>,
  { currency: usual, decimal }: ImportOptions,
  reasons: string[],
): Pick<NewTouchpoint, 'value' | 'currency'> {
  const text = texts.get('value');
  if (text === undefined) return {};
  const currency = (texts.get('currency') ?? usual)?.toUpperCase();
  if (currency === undefined) {
    reasons.push(`The value "${text}" was left out: the row does not say its currency.`);
    return {};
  }
  const value = readMoney(text, currency, decimal === undefined ? {} : { decimal });
  if (typeof value === 'number') return { value, currency };
  reasons.push(`${value.problem} It was left out.`);
  return {};
}

function actorIn(texts: Map<string, string>, { colleagues }: TouchpointReader): Pick<NewTouchpoint, 'actor'> {
  const text = texts.get('actor');
  if (text === undefined) return {};
  const known = colleagues.get(text.toLowerCase());
  return { actor: known ? { id: known.id, name: known.name } : { id: null, name: text.slice(0, 200) } };
}
