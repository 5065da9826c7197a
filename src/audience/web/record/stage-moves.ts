import type { Contact } from '../contacts.ts';
import { stageWords } from '../words.ts';
import type { Activity } from './activity.ts';

export type StageMove = { id: string; to: Contact['stage']; by: string; at: string };

/** The stages of a contact, newest first, read from its history. */
export function stageMoves(activity: readonly Activity[]): StageMove[] {
  return activity.flatMap((item) => {
    const to = stageAfter(item);
    return to === undefined ? [] : [{ id: item.id, to, by: item.actor.name, at: item.at }];
  });
}

export function firstEvent(activity: readonly Activity[]): Activity | undefined {
  return activity.findLast((item) => item.name === 'contact.created');
}

function stageAfter({ name, payload, changes }: Activity): Contact['stage'] | undefined {
  const stage =
    name === 'contact.stage-moved'
      ? payload['to']
      : name === 'contact.created'
        ? changes['stage']?.to
        : undefined;
  return isStage(stage) ? stage : undefined;
}

function isStage(value: unknown): value is Contact['stage'] {
  return typeof value === 'string' && Object.hasOwn(stageWords, value);
}
