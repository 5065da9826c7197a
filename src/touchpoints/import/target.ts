import { sql } from 'kysely';
import {
  byMailAndName,
  cellReader,
  colleaguesOf,
  guessByNames,
  readMoment,
  type BatchWriter,
  type ImportedRow,
  type ImportPlan,
  type TableRow,
  type Target,
} from '../../audience/audience.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { declaredKinds, declareKind } from '../kinds.ts';
import { record } from '../record.ts';
import { linesNow } from '../retention/lines.ts';
import { isTooOld, lineWords, ruleOf, TOO_OLD, type Lines } from '../retention/rule.ts';
import { touchpointId, type Arrival, type Outcome } from '../touchpoint.ts';
import { touchpointFields, touchpointNames } from './fields.ts';
import { keepImported } from './imported.ts';
import { contactsByPhone } from './phones.ts';
import { readTouchpoint, type ReadTouchpoint, type TouchpointReader } from './read-touchpoint.ts';
import { importSource, makeImportSource } from './source.ts';
import { undoTouchpoints } from './undo.ts';

export const touchpointsTarget: Target = {
  name: 'touchpoints',
  nouns: ['touchpoint', 'touchpoints'],
  keepsAll: true,
  resultPath: '/settings/sources',
  fields: async () => touchpointFields,
  guess: (columns, fields) => guessByNames(columns, fields, touchpointNames),
  missing: (mapped, { when }) => {
    const who = ['email', 'externalId', 'phone', 'anonymousId'];
    if (!who.some((field) => mapped.has(field)))
      return 'One column must say who it was: an e-mail address, an id or a phone number.';
    return mapped.has('when') || when !== undefined ? null : 'One column must say when it was.';
  },
  open: openTouchpoints,
  undoBatch: undoTouchpoints,
};

async function openTouchpoints(
  db: Db,
  who: Actor,
  { columns, options, importId }: ImportPlan,
  isRehearsal: boolean,
): Promise<BatchWriter> {
  const source = importSource(options.idSpace ?? 'main');
  if (!isRehearsal) await makeImportSource(db, who, source);
  const reader: TouchpointReader = {
    columns,
    options,
    when: options.when === undefined ? null : readMoment(options.when, options),
    kinds: await declaredKinds(db),
    colleagues: byMailAndName(await colleaguesOf(db)),
  };
  const cellsOf = cellReader(columns, options.map ?? {}, options);
  const read = async (trx: Db, rows: TableRow[]) => {
    const read = rows.map((row) => readTouchpoint(row, cellsOf(row), reader));
    await findByPhone(trx, read);
    refuseTooOld(await linesNow(trx), read);
    return read;
  };
  const seen = new Set<string>();
  return {
    write: async (trx, rows) => {
      const read_ = await read(trx, rows);
      await declareKinds(trx, who, read_, reader);
      const { outcomes, stored, made } = await record(trx, who, source, read_.map(toArrival));
      const imported = read_.map((row, place) => toImported(row, outcomes[place] ?? 'skipped', source.id));
      if (importId) await keepImported(trx, importId, { stored, made }, imported);
      return imported;
    },
    rehearse: async (trx, rows) => {
      const read_ = await read(trx, rows);
      const ids = read_.map(({ touchpoint }) => touchpoint && touchpointId(source.id, touchpoint.messageId));
      const known = await withReceipt(
        trx,
        ids.filter((id) => id !== null),
      );
      return read_.map((row, place) => {
        const id = ids[place] ?? '';
        const outcome = rehearsed(row, known.has(id) || seen.has(id));
        seen.add(id);
        return { ...toImported(row, outcome, source.id), shown: shownOf(row) };
      });
    },
  };
}

async function findByPhone(db: Db, rows: ReadTouchpoint[]): Promise<void> {
  const unknown = rows.filter(
    ({ touchpoint, phone }) => phone !== null && touchpoint && isNobody(touchpoint.person),
  );
  const found = await contactsByPhone(
    db,
    unknown.flatMap(({ phone }) => phone ?? []),
  );
  for (const row of unknown) {
    const ids = found.get(row.phone ?? '') ?? [];
    if (ids.length === 1 && row.touchpoint && ids[0]) row.touchpoint.person.contactId = ids[0];
    else {
      row.touchpoint = null;
      const whose = ids.length > 1 ? 'Several contacts have' : 'Nobody is known by';
      row.reasons = [`${whose} this phone number.`];
      row.why = `${whose.toLowerCase()} the phone number`;
    }
  }
}

/** Else a file that is imported once more would bring back what the rules have deleted. */
function refuseTooOld(lines: Lines, rows: ReadTouchpoint[]): void {
  for (const row of rows) {
    if (!row.touchpoint || !isTooOld(lines, row.touchpoint)) continue;
    const line = lines[ruleOf(row.touchpoint.kind)];
    row.touchpoint = null;
    row.why = TOO_OLD;
    row.reasons = [
      `Older than the retention rule: kept is what happened from ${line && lineWords(line)} on.`,
    ];
  }
}

function isNobody({ contactId, email, userId, anonymousId }: { [key: string]: unknown }): boolean {
  return [contactId, email, userId, anonymousId].every((each) => each === undefined);
}

/** A column of free texts is no list of kinds. */
const MOST_KINDS = 200;

/** What a file calls something new becomes a kind of its own, so that it can be counted and asked for. */
async function declareKinds(
  db: Db,
  who: Actor,
  rows: ReadTouchpoint[],
  { kinds }: TouchpointReader,
): Promise<void> {
  for (const { touchpoint, newKind } of rows) {
    if (newKind === null || !touchpoint || kinds.has(touchpoint.kind)) continue;
    if (kinds.size >= MOST_KINDS) {
      Object.assign(touchpoint, { kind: 'event', name: touchpoint.name ?? newKind });
      continue;
    }
    const { kind } = touchpoint;
    const known = (await declaredKinds(db)).get(kind);
    const label = newKind.replaceAll('_', ' ').trim();
    const words = label.charAt(0).toUpperCase() + label.slice(1);
    if (!known) await declareKind(db, who, { kind, label: words.slice(0, 60), channel: null, team: null });
    kinds.set(kind, known ?? { channel: null, team: null });
  }
}

function toArrival({ touchpoint, why }: ReadTouchpoint): Arrival {
  if (!touchpoint) return { skipped: why ?? 'unreadable' };
  return touchpoint.bot || !isNobody(touchpoint.person) ? touchpoint : { skipped: 'does not say who it was' };
}

const words: Record<Outcome, ImportedRow['outcome']> = {
  stored: 'created',
  duplicate: 'unchanged',
  skipped: 'skipped',
  bot: 'bot',
};

function toImported(
  { number, touchpoint, reasons }: ReadTouchpoint,
  outcome: Outcome,
  sourceId: string,
): ImportedRow {
  const why = outcome === 'skipped' && touchpoint ? ['The row does not say who it was.'] : reasons;
  const recordId = touchpoint && outcome !== 'skipped' ? touchpointId(sourceId, touchpoint.messageId) : null;
  return { number, outcome: words[outcome], reasons: why, recordId };
}

async function withReceipt(db: Db, ids: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from touchpoints.receipts where id = any(${ids}::uuid[])`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

function rehearsed({ touchpoint }: ReadTouchpoint, isKnown: boolean): Outcome {
  if (!touchpoint || isNobody(touchpoint.person)) return 'skipped';
  if (isKnown) return 'duplicate';
  return touchpoint.bot ? 'bot' : 'stored';
}

function shownOf({ touchpoint }: ReadTouchpoint): ImportedRow['shown'] {
  if (!touchpoint) return { name: '', after: {}, before: {} };
  const { person, occurredAt, kind, name, channel, campaign, value, currency, actor } = touchpoint;
  const given: Record<string, string | null | undefined> = {
    when: occurredAt.toISOString(),
    kind,
    name,
    channel,
    campaign,
    value: value === undefined || value === null ? null : String(value),
    currency,
    actor: actor?.name,
    email: person.email,
    externalId: person.userId,
    anonymousId: person.anonymousId,
    ...person.traits,
  };
  const after = Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { name: '', after: Object.fromEntries(after), before: {} };
}
