import type { Catalogue } from './catalogue.ts';
import { daysBetween } from './cut-offs.ts';
import type { Example } from './examples.ts';
import type { Change, Held, Records, Touches } from './reading.ts';
import { valueAt, valueSince } from './values.ts';
import type { Table } from '../learn/table.ts';

/**
 * What was known of somebody at a moment, as columns:
 *
 *   kind:fair_talk   how many touchpoints of that kind there had been    kind:fair_talk~  the same, faded by half in 30 days
 *   channel:email~   faded visits that came through it      campaign:…, page:…  how many with that code, of that page
 *   touched, sales, known   how long since the last touchpoint, the last by sales, and the first; in spans, as what time
 *                    does is no straight line
 *   source, country, language, industry, employees, job, company, role:…, consent:…, property:…, company-property:…
 *
 * How nothing of afterwards gets in:
 * - Touchpoints count by when they happened. What was written down late counts, too: histories are imported, and a rep
 *   logs in the evening. Who writes down touchpoints dated before a sale because of the sale leaks; nobody can see that.
 * - Fields of contacts and companies are wound back by the audit log: the value before the first change since.
 *   A change that left no event (a database restored or filled by other means) cannot be wound back.
 * - Declared properties are often filled in when somebody becomes a customer (a contract's value). So they count only
 *   where the audit log shows that they were set before; without such an event, as unknown.
 * - Consents and roles are dated rows. Stage, owner, tags and scores are left out: they are our own verdict, and a model
 *   that learned from them would tell us what we had decided.
 */
export function tableAt(
  catalogue: Catalogue,
  examples: readonly Example[],
  { touches, records }: Past,
): Table {
  const columns = [
    ...touchColumns(catalogue, examples, touches),
    ...recordColumns(catalogue, examples, records),
  ];
  return { rows: examples.length, columns };
}

export type Past = { touches: Touches; records: Records };

type Asked = Pick<Example, 'contactId' | 'cutOff'>;

function touchColumns(catalogue: Catalogue, examples: readonly Asked[], touches: Touches) {
  const numbers = (feature: string, read: (held: Held | undefined, example: Asked) => number) => ({
    feature,
    numbers: Float64Array.from(examples, (example, row) => read(touches[row], example)),
  });
  const count = (what: string) => numbers(what, (held) => held?.counts.get(what)?.count ?? 0);
  const faded = (what: string) => numbers(`${what}~`, (held) => held?.counts.get(what)?.faded ?? 0);
  const since = (at: Date | undefined, { cutOff }: Asked) => (at ? daysBetween(at, cutOff) : null);
  const spans = (feature: string, read: (held: Held | undefined, example: Asked) => number | null) => ({
    feature,
    words: examples.map((example, row) => spanOf(read(touches[row], example))),
  });
  return [
    ...catalogue.kinds.flatMap((kind) => [count(`kind:${kind}`), faded(`kind:${kind}`)]),
    ...catalogue.channels.map((channel) => faded(`channel:${channel}`)),
    ...catalogue.campaigns.map((campaign) => count(`campaign:${campaign}`)),
    ...catalogue.pages.map((page) => count(`page:${page}`)),
    spans('touched', (held, example) => since(held?.last, example)),
    spans('sales', (held, example) => since(held?.bySales, example)),
    spans('known', (held, example) => since(held?.first, example)),
  ];
}

/** Days, each up to so many. */
export const spans = [3, 7, 14, 30, 60, 90, 180, 365] as const;

export function spanOf(days: number | null): string | null {
  return days === null ? null : String(spans.find((most) => days < most) ?? 'longer');
}

function recordColumns(catalogue: Catalogue, examples: readonly Asked[], records: Records) {
  const words = (feature: string, read: (example: Asked) => string | null) => ({
    feature,
    words: examples.map(read),
  });
  const numbers = (feature: string, read: (example: Asked) => number) => ({
    feature,
    numbers: Float64Array.from(examples, read),
  });
  const contact = (field: string) => (example: Asked) => fieldAt(records, example, field);
  const company = (field: string) => (example: Asked) => companyFieldAt(records, example, field);
  return [
    ...['source', 'country', 'language'].map((field) => words(field, (each) => text(contact(field)(each)))),
    words('industry', (each) => text(company('industry')(each))),
    numbers('employees', (each) => number(company('employees')(each))),
    numbers('job', (each) => Number(text(contact('jobTitle')(each)) !== null)),
    numbers('company', (each) => Number(companyAt(records, each) !== null)),
    ...catalogue.roles.map((role) =>
      numbers(`role:${role}`, (each) => Number(records.roles(each.contactId, role, each.cutOff))),
    ),
    ...catalogue.consents.map((consent) =>
      words(`consent:${consent}`, (each) => records.consent(each.contactId, consent, each.cutOff)),
    ),
    ...catalogue.contactProperties.map(({ key, numeric }) => {
      const read = (each: Asked) =>
        valueSince(records.changes(each.contactId), `property:${key}`, each.cutOff);
      return property(`property:${key}`, numeric, read);
    }),
    ...catalogue.companyProperties.map(({ key, numeric }) => {
      const read = (each: Asked) => {
        const id = companyAt(records, each);
        return id === null ? null : valueSince(records.changes(id), `property:${key}`, each.cutOff);
      };
      return property(`company-property:${key}`, numeric, read);
    }),
  ];

  function property(feature: string, numeric: boolean, read: (each: Asked) => unknown) {
    return numeric
      ? numbers(feature, (each) => number(read(each)))
      : words(feature, (each) => text(read(each)));
  }
}

function fieldAt(records: Records, { contactId, cutOff }: Asked, field: string): unknown {
  return valueAt(records.changes(contactId), field, cutOff, records.contact(contactId)?.[field]);
}

/** Where they worked, if that company was there by then. */
function companyAt(records: Records, example: Asked): string | null {
  const id = text(fieldAt(records, example, 'companyId'));
  const made = id === null ? undefined : records.company(id)?.createdAt;
  return id !== null && made instanceof Date && made <= example.cutOff ? id : null;
}

function companyFieldAt(records: Records, example: Asked, field: string): unknown {
  const id = companyAt(records, example);
  const changes: readonly Change[] = id === null ? [] : records.changes(id);
  return id === null ? null : valueAt(changes, field, example.cutOff, records.company(id)?.[field]);
}

function text(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}
