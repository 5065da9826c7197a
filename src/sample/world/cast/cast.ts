import { normalisePhone, type Channel } from '../../../audience/audience.ts';
import type { Block } from '../block.ts';
import { SITE } from '../browsing.ts';
import { DAY, HOUR, midnight, type Span } from '../calendar.ts';
import { colleagues, type ColleagueName } from '../colleague.ts';
import { postalCode, type MadeCompany } from '../company.ts';
import type { Consent, Identity, MadeContact, Move, Stage } from '../contact.ts';
import type { Country } from '../countries/country.ts';
import { countries, home } from '../countries/countries.ts';
import { dice, pick, whole, type Dice } from '../dice.ts';
import { browserId, idAt } from '../ids.ts';
import { pages, pricing } from '../site.ts';
import { handOverAsWritten, onMyDesk } from '../handing.ts';
import { ID_SPACE } from '../story.ts';
import { touch, type SourceName, type Touch } from '../touch.ts';
import { unknown } from '../visitor.ts';
import { accounts } from './accounts.ts';
import { leads } from './leads.ts';
import { nora } from './nora.ts';
import type { Part } from './part.ts';

/** The people everybody meets first; their stories are written, not drawn, and they are in no model. */
export const cast: readonly Part[] = [nora, ...leads, ...accounts];

const CAST = 3;

export function makeCast(seed: number, span: Span, size: number): Block {
  const played = cast.slice(0, size).map((part, place) => play(dice(seed, CAST, place), part, span));
  return {
    companies: played.flatMap(({ companies }) => companies),
    contacts: played.map(({ contact }) => contact),
  };
}

function play(roll: Dice, part: Part, span: Span): { companies: MadeCompany[]; contact: MadeContact } {
  const country = countryOf(part);
  const { touches: told, moves } = read(part, span);
  const written = onMyDesk(told, moves);
  const createdAt = Math.min(written[0]?.at ?? span.start, moves[0]?.at ?? span.end);
  const companies = companiesOf(roll, part, country, createdAt, span);
  const head = companies[0] as MadeCompany;
  const { given, family, title, email, phone, roles, stage, source, owner, tags } = part;
  const knownAt = moves[0]?.at ?? createdAt;
  const online = written[0]?.source === 'web';
  const handoff = handOverAsWritten(roll, { moves, touches: written, size: head.size }, span.end);
  const touches = [...written, ...(handoff?.touches ?? [])].toSorted((one, other) => one.at - other.at);
  const contact: MadeContact = {
    givenName: given,
    familyName: family,
    email,
    jobTitle: title,
    companyName: head.name,
    phone: phone === null ? null : normalisePhone(phone, country.code),
    phoneWritten: phone,
    street: head.street,
    postalCode: head.postalCode,
    city: head.city,
    region: head.region,
    country: country.code,
    language: country.language,
    id: idAt(roll, createdAt),
    createdAt,
    updatedAt: moves.at(-1)?.at ?? createdAt,
    currency: country.currency,
    companyId: head.id,
    roles,
    stage,
    source,
    owner,
    tags,
    properties: {},
    identities: identitiesOf(roll, email, knownAt, online ? createdAt : null),
    moves: online
      ? [
          {
            to: 'visitor',
            at: createdAt,
            by: null,
          },
          ...moves,
        ]
      : moves,
    touches,
    otherVisitor: null,
    consents: consentsOf(touches, knownAt),
    handoff,
    truth: {
      ...unknown,
      line: 'cast',
    },
  };
  return { companies, contact };
}

function countryOf({ company }: Part): Country {
  const found = countries.find(([{ cities }]) =>
    cities.some(({ name, region }) => name === company.city && region === company.region),
  );
  return found?.[0] ?? home;
}

function companiesOf(
  roll: Dice,
  { company }: Part,
  country: Country,
  createdAt: number,
  span: Span,
): MadeCompany[] {
  const { chairs = 0, outlets = 0, branches = [], contract } = company;
  const { name, domain, industry, city, region, street, postalCode: code } = company;
  const at = createdAt - HOUR;
  const head: MadeCompany = {
    id: idAt(roll, at),
    name,
    domain,
    industry,
    country,
    street,
    city,
    region,
    postalCode: code,
    parentId: null,
    phone: null,
    phoneWritten: null,
    tags: [],
    employees: chairs > 0 ? Math.round(chairs * 1.3) + 2 : outlets * 9 + 12,
    properties: {
      ...(chairs > 0 ? { salon_chairs: chairs } : {}),
      ...(outlets > 0 ? { outlet_count: outlets } : {}),
      ...(contract ? { contract_value: contract, renewal_date: renewalAfter(span) } : {}),
    },
    createdAt: at,
    size: Math.max(chairs, outlets),
  };
  return [head, ...branches.map((town) => branchOf(roll, head, town))];
}

const DAYS_TO_RENEWAL = 300;

function renewalAfter({ end }: Span): string {
  return new Date(end + DAYS_TO_RENEWAL * DAY).toISOString().slice(0, 10);
}

function branchOf(roll: Dice, head: MadeCompany, town: string): MadeCompany {
  const { country } = head;
  const place = country.cities.find((each) => each.name.startsWith(town));
  return {
    ...head,
    id: idAt(roll, head.createdAt),
    name: `${head.name}, ${town}`,
    domain: null,
    parentId: head.id,
    tags: [],
    street: country.street(pick(roll, country.streets), whole(roll, 1, 90)),
    city: place?.name ?? town,
    region: place?.region ?? head.region,
    postalCode: postalCode(roll, place?.postal ?? 'LS# #@@'),
    employees: whole(roll, 6, 14),
    properties: {},
  };
}

function identitiesOf(roll: Dice, email: string, knownAt: number, seenAt: number | null): Identity[] {
  const mailbox: Identity = { kind: 'email', value: email, at: knownAt };
  if (seenAt === null) return [mailbox];
  return [mailbox, { kind: 'anonymous', value: `${ID_SPACE}:${browserId(roll)}`, at: seenAt }];
}

function consentsOf(touches: Touch[], knownAt: number): Consent[] {
  const form = touches.find(({ kind }) => kind === 'form_submitted');
  const source = form ? `Form: ${form.name ?? ''}` : 'Asked on the stand';
  const at = form?.at ?? knownAt;
  return [
    { purpose: 'newsletter', channel: 'email', state: 'given', source, at },
    { purpose: 'calls', channel: 'phone', state: 'given', source, at },
  ];
}

/** The story's lines as touches and moves; what has not happened yet, or before the sample begins, is left out. */
function read({ story }: Part, span: Span): { touches: Touch[]; moves: Move[] } {
  const touches: Touch[] = [];
  const moves: Move[] = [];
  for (const line of story.trim().split('\n')) {
    const [when = '', kind = '', name = '', channel = '', actor = '', campaign = '', note = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    const at = momentOf(when, span);
    if (at < span.start || at >= span.end) continue;
    if (kind.startsWith('→')) moves.push({ to: kind.slice(2) as Stage, at, by: colleagueOf(name) });
    else touches.push(touchOf({ at, kind, name, channel, actor, campaign, note }));
  }
  return { touches: touches.toSorted((a, b) => a.at - b.at), moves };
}

function momentOf(when: string, { end }: Span): number {
  const minutes = /^(\d+)m$/.exec(when)?.[1];
  if (minutes !== undefined) return end - Number(minutes) * 60_000;
  const [, days = '0', hour = '0', minute = '0'] = /^(\d+)d (\d+):(\d+)$/.exec(when) ?? [];
  return midnight(end) - Number(days) * DAY + Number(hour) * HOUR + Number(minute) * 60_000;
}

type Line = {
  at: number;
  kind: string;
  name: string;
  channel: string;
  actor: string;
  campaign: string;
  note: string;
};

function touchOf({ at, kind, name, channel, actor, campaign, note }: Line): Touch {
  const source = sourceOf(kind);
  const value = /^value=(\d+)$/.exec(note)?.[1];
  const path = kind === 'page_view' ? pathOf(name) : null;
  const call = kind.startsWith('call_') ? readCall(name) : null;
  const properties = {
    ...(path === null ? {} : { url: `${SITE}${path}`, path }),
    ...(note !== '' && value === undefined ? { note } : {}),
    ...call?.facts,
  };
  return touch(
    at,
    call?.facts['outcome'] !== 'reached' && kind === 'call_warm' ? 'call_unanswered' : kind,
    source,
    {
      name: call ? call.name : name || null,
      channel: channel === '' ? null : (channel as Channel),
      actor: colleagueOf(actor),
      campaign: campaign || null,
      team: source === 'hand' || kind === 'order_placed' ? 'sales' : kind === 'identify' ? null : 'marketing',
      value: value === undefined ? null : Number(value),
      properties,
    },
  );
}

/** "Attempt 2, no answer", "First call, 14 minutes": the timeline says the rest of it by itself. */
function readCall(words: string): { name: string | null; facts: Record<string, unknown> } {
  const minutes = /(\d+) minutes/.exec(words)?.[1];
  const outcome = /no answer/.test(words) ? 'no_answer' : /voicemail/.test(words) ? 'voicemail' : 'reached';
  const name = /attempt \w+/i.exec(words)?.[0].toLowerCase() ?? null;
  return { name, facts: { outcome, ...(minutes === undefined ? {} : { minutes: Number(minutes) }) } };
}

function sourceOf(kind: string): SourceName {
  if (/^(page_view|form_submitted|identify|heard_of_us|event)$/.test(kind)) return 'web';
  if (/^email_(opened|clicked)|^ad_/.test(kind)) return 'mail';
  return /^(order_placed|letter|word_of_mouth|recommended_us|event_attended)$/.test(kind) ? 'book' : 'hand';
}

function pathOf(title: string): string {
  const all = [...pages.trade, ...pages.d2c, pricing.trade, pricing.d2c];
  return all.find(([, named]) => named === title)?.[0] ?? '/trade';
}

function colleagueOf(name: string): ColleagueName | null {
  return Object.hasOwn(colleagues, name) ? (name as ColleagueName) : null;
}
