import type { ReactNode } from 'react';
import { counted } from '../../../web/numbers.ts';
import type { Change } from '../../../web/record/AuditTrail.tsx';
import type { IconName } from '../../../web/ui/icon-paths.ts';
import { rolesInWords } from '../companies/words.ts';
import { fieldWords, sourceWords, stageWords } from '../words.ts';
import { factName, factWords } from './fact-words.ts';

/** Something that happened to a record, as GET /api/activity tells it. */
export type Activity = {
  id: string;
  at: string;
  name: string;
  actor: { kind: 'user' | 'key' | 'system'; id: string | null; name: string };
  changes: Record<string, { from?: unknown; to?: unknown }>;
  payload: Record<string, unknown>;
};

export type ActivityPage = { items: Activity[]; people: { id: string; name: string }[]; next: string | null };
/** `folded`: what the changes are called while they are out of sight. */
export type Told = { did: string; changes: Change[]; icon: IconName; folded?: string };
/** What a colleague is called, by id; undefined when nobody of that id works here. */
export type NameOf = (id: string) => string | undefined;

/** What happened as a sentence goes on after the name of who did it: 'changed the stage from Lead to Customer'. */
export function tell(activity: Activity, nameOf: NameOf): Told {
  const known = stories[activity.name];
  const story = known?.(activity, nameOf) ?? {
    did: `${plainVerb(activity.name)} this contact`,
    icon: 'info' as const,
  };
  return { changes: [], ...story };
}

/** The old and the new value of each field, as people read them. */
export function changesOf(activity: Pick<Activity, 'changes'>, nameOf: NameOf): Change[] {
  return fieldsOf(activity).map((field) => ({
    field: factName(field),
    from: valueWords(field, activity.changes[field]?.from, nameOf),
    to: valueWords(field, activity.changes[field]?.to, nameOf),
  }));
}

/** What a new record began with; stage and source stand in the sentence already. */
function beginningsOf(activity: Pick<Activity, 'changes'>, nameOf: NameOf): Change[] {
  const { stage: _stage, source: _source, ...changes } = activity.changes;
  return changesOf({ changes }, nameOf).flatMap(({ field, to }) => (to === null ? [] : [{ field, to }]));
}

type Story = (
  activity: Activity,
  nameOf: NameOf,
) => Pick<Told, 'did' | 'icon'> & Partial<Pick<Told, 'changes' | 'folded'>>;

const stories: Record<string, Story> = {
  'contact.created': (activity, nameOf) => {
    const { payload, changes } = activity;
    const how =
      payload['importId'] === undefined ? 'added this contact' : 'brought this contact in with a file';
    const stage = wordFor(stageWords, changes['stage']?.to);
    const source = payload['source'] === 'unknown' ? undefined : wordFor(sourceWords, payload['source']);
    const heard = source === undefined ? '' : `, first heard of us: ${source}`;
    const beginnings = beginningsOf(activity, nameOf);
    return {
      did: `${how}${stage === undefined ? '' : ` as ${article(stage)} ${inSentence(stage)}`}${heard}`,
      changes: beginnings,
      // They stand among the facts; here only what somebody looks for who wonders how it began.
      folded: `with ${counted(beginnings.length, 'fact', 'facts')}`,
      icon: 'plus',
    };
  },
  'contact.updated': (activity, nameOf) => {
    const changes = changesOf(activity, nameOf);
    if (isUndone(activity)) return { did: backWords(changes), changes, icon: 'undo' };
    // The same name before and after: only now it is that of a company we know.
    if (Object.keys(activity.changes).join() === 'companyId') return linkStory(activity);
    const by = activity.payload['importId'] === undefined ? '' : ' with a file';
    return { did: `${updateWords(activity)}${by}`, changes, icon: 'edit' };
  },
  'contact.stage-moved': ({ payload }) => {
    const from = wordFor(stageWords, payload['from']);
    const to = wordFor(stageWords, payload['to']) ?? 'another';
    const why = typeof payload['reason'] === 'string' ? `: ${payload['reason']}` : '';
    if (isUndone({ payload })) return { did: `took an import back: the stage is ${to} again`, icon: 'undo' };
    return {
      did: from === undefined ? `set the stage to ${to}` : `changed the stage from ${from} to ${to}${why}`,
      icon: 'flag',
    };
  },
  'contact.assigned': ({ payload, actor }, nameOf) => {
    const [from, to] = [text(payload['from']), text(payload['to'])];
    if (!isUndone({ payload })) return { did: assignmentWords(from, to, actor.id, nameOf), icon: 'contact' };
    const whose = to === undefined ? 'nobody’s' : `with ${nameOf(to) ?? 'a former colleague'}`;
    return { did: `took an import back: this contact is ${whose} again`, icon: 'undo' };
  },
  'contact.roles-changed': ({ payload }) => {
    const { roles, companyName } = payload;
    const words = Array.isArray(roles) ? rolesInWords(roles.map(String)) : '';
    const at = text(companyName) ?? 'a company';
    return {
      did: words === '' ? `took the roles at ${at} away` : `named them as ${words} at ${at}`,
      icon: 'company',
    };
  },
  'contact.merged': (activity, nameOf) => ({
    did:
      activity.payload['into'] === undefined
        ? `merged ${named(activity.payload['from'])} into this contact`
        : `merged this contact into ${named(activity.payload['into'])}`,
    changes: changesOf(activity, nameOf),
    icon: 'merge',
  }),
  'contact.unmerged': (activity, nameOf) => ({
    did:
      activity.payload['into'] === undefined
        ? `took the merge with ${named(activity.payload['from'])} back`
        : `made this a contact of its own again, apart from ${named(activity.payload['into'])}`,
    changes: changesOf(activity, nameOf),
    icon: 'undo',
  }),
  'contact.told-apart': ({ payload }) => ({
    did:
      payload['again'] === true
        ? `asked again whether this is ${named(payload['from'])}`
        : `said that this is not ${named(payload['from'])}`,
    icon: 'merge',
  }),
  'contact.deleted': ({ payload }) =>
    payload['importId'] === undefined
      ? { did: 'deleted this contact', icon: 'bin' }
      : { did: 'took the import back that had brought this contact in', icon: 'undo' },
  'contact.restored': () => ({ did: 'brought this contact back', icon: 'undo' }),
  'segment.entered': ({ payload }) => ({
    did: `put them into “${text(payload['name']) ?? ''}”`,
    icon: 'segment',
  }),
  'segment.left': ({ payload }) => ({
    did: `took them out of “${text(payload['name']) ?? ''}”`,
    icon: 'segment',
  }),
};

/** An import was taken back, and with it what it had changed. */
export function isUndone({ payload }: Pick<Activity, 'payload'>): boolean {
  return payload['undone'] === true;
}

/** 'took an import back: the city is as before' */
export function backWords(changes: readonly Change[]): string {
  const names = changes.map(({ field }) => `the ${inSentence(field)}`);
  const what = names.length > 3 ? `${names.length} facts` : listed(names) || 'the link to a company';
  return `took an import back: ${what} ${names.length < 2 ? 'is' : 'are'} as before`;
}

function linkStory({ payload, changes }: Activity): Pick<Told, 'did' | 'icon' | 'changes'> {
  const to = text(payload['companyName']) ?? 'a company';
  const linked = !isEmpty(changes['companyId']?.to);
  return {
    did: linked ? `linked this contact to ${to}` : 'took the link to a company away',
    icon: 'company',
    changes: [],
  };
}

/** In the order of a contact. The name of a company says more than its id. The number as written and as dialled change together; people read the written one. */
function fieldsOf({ changes }: Pick<Activity, 'changes'>): string[] {
  return Object.keys(changes)
    .filter((field) => field !== 'phone' || changes['phoneOriginal'] === undefined)
    .filter((field) => field !== 'companyId')
    .toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Own properties stand after what everybody has. */
function placeOf(field: string): number {
  const place = order.indexOf(field);
  return place < 0 ? order.length : place;
}

const order = Object.keys(fieldWords);

function updateWords(activity: Activity): string {
  const fields = fieldsOf(activity);
  const names = fields.map((field) => `the ${inSentence(factName(field))}`);
  if (names.length > 3) return `changed ${names.length} facts`;
  if (fields.every((field) => isEmpty(activity.changes[field]?.from))) return `added ${listed(names)}`;
  if (fields.every((field) => isEmpty(activity.changes[field]?.to))) return `removed ${listed(names)}`;
  return `changed ${listed(names)}`;
}

function assignmentWords(
  from: string | undefined,
  to: string | undefined,
  by: string | null,
  nameOf: NameOf,
): string {
  const called = (id: string) => nameOf(id) ?? 'a former colleague';
  const source = from === undefined ? '' : ` from ${called(from)}`;
  if (to === undefined)
    return from === by ? 'gave this contact up' : `took this contact${source} and left it to nobody`;
  if (to === by) return `took this contact${from === undefined ? '' : ` over${source}`}`;
  if (from === undefined || from === by) return `gave this contact to ${called(to)}`;
  return `moved this contact${source} to ${called(to)}`;
}

function valueWords(field: string, value: unknown, nameOf: NameOf): ReactNode {
  return factWords(field, value, nameOf) || null;
}

/** 'contact.un-subscribed' → 'un subscribed': a kind of event newer than this page still reads as one. */
function plainVerb(name: string): string {
  return name.slice(name.indexOf('.') + 1).replaceAll('-', ' ');
}

/** MQL stays MQL, Lead becomes lead. */
function inSentence(word: string): string {
  return word === word.toUpperCase() ? word : word.charAt(0).toLowerCase() + word.slice(1);
}

/** 'an MQL', 'an opportunity', 'a lead': as it is spoken. */
function article(word: string): string {
  return /^([aeiou]|MQL|SQL)/i.test(word) ? 'an' : 'a';
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function wordFor(words: Record<string, string>, value: unknown): string | undefined {
  const key = text(value);
  return key === undefined || !Object.hasOwn(words, key) ? undefined : words[key];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whom a merge made one: with or into. */
export function named(value: unknown): string {
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : 'another one';
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
