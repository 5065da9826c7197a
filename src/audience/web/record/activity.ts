import type { ReactNode } from 'react';
import type { Change } from '../../../web/record/AuditTrail.tsx';
import type { IconName } from '../../../web/ui/icon-paths.ts';
import { fieldWords, showValue, sourceWords, stageWords } from '../words.ts';

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
export type Told = { did: string; changes: Change[]; icon: IconName };
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
    field: fieldWords[field] ?? field,
    from: valueWords(field, activity.changes[field]?.from, nameOf),
    to: valueWords(field, activity.changes[field]?.to, nameOf),
  }));
}

/** What a new record began with; stage and source stand in the sentence already. */
function beginningsOf(activity: Pick<Activity, 'changes'>, nameOf: NameOf): Change[] {
  const { stage: _stage, source: _source, ...changes } = activity.changes;
  return changesOf({ changes }, nameOf).map(({ field, to }) => ({ field, to }));
}

type Story = (activity: Activity, nameOf: NameOf) => { did: string; changes?: Change[]; icon: IconName };

const stories: Record<string, Story> = {
  'contact.created': (activity, nameOf) => {
    const { payload, changes } = activity;
    const how =
      payload['importId'] === undefined ? 'added this contact' : 'brought this contact in with a file';
    const stage = wordFor(stageWords, changes['stage']?.to);
    const source = payload['source'] === 'unknown' ? undefined : wordFor(sourceWords, payload['source']);
    const heard = source === undefined ? '' : `, first heard of us: ${source}`;
    return {
      did: `${how}${stage === undefined ? '' : ` as ${article(stage)} ${inSentence(stage)}`}${heard}`,
      changes: beginningsOf(activity, nameOf),
      icon: 'plus',
    };
  },
  'contact.updated': (activity, nameOf) => {
    const by = activity.payload['importId'] === undefined ? '' : ' with a file';
    return { did: `${updateWords(activity)}${by}`, changes: changesOf(activity, nameOf), icon: 'edit' };
  },
  'contact.stage-moved': ({ payload }) => {
    const from = wordFor(stageWords, payload['from']);
    const to = wordFor(stageWords, payload['to']) ?? 'another';
    return {
      did: from === undefined ? `set the stage to ${to}` : `changed the stage from ${from} to ${to}`,
      icon: 'flag',
    };
  },
  'contact.assigned': ({ payload, actor }, nameOf) => ({
    did: assignmentWords(text(payload['from']), text(payload['to']), actor.id, nameOf),
    icon: 'contact',
  }),
  'contact.deleted': () => ({ did: 'deleted this contact', icon: 'bin' }),
  'contact.restored': () => ({ did: 'brought this contact back', icon: 'undo' }),
};

/** In the order of a contact. The number as written and as dialled change together; people read the written one. */
function fieldsOf({ changes }: Pick<Activity, 'changes'>): string[] {
  return Object.keys(changes)
    .filter((field) => field !== 'phone' || changes['phoneOriginal'] === undefined)
    .toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
}

const order = Object.keys(fieldWords);

function updateWords(activity: Activity): string {
  const fields = fieldsOf(activity);
  const names = fields.map((field) => `the ${inSentence(fieldWords[field] ?? field)}`);
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
  const plain = text(value);
  if (plain === undefined) return null;
  return field === 'ownerId' ? (nameOf(plain) ?? 'a former colleague') : showValue(field, plain);
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

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}
