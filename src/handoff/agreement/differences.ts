import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import type { AgreementDocument, AgreedPromise } from './agreement.ts';
import type { Difference } from './contract.ts';
import { currentAgreements, findAgreement } from './reading.ts';
import { sentenceOf, stepWords } from './words.ts';

/** What is other than in the version in force, or in the one it is based on. */
export async function compareAgreement(db: Db, who: Actor, id: string, against?: string) {
  const agreement = await findAgreement(db, who, id);
  const { inForce } = await currentAgreements(db, who);
  const inForceId = inForce?.id === id ? undefined : inForce?.id;
  const otherId = against ?? inForceId ?? agreement.basedOn?.id;
  if (otherId === undefined) return { against: null, items: [] };
  const other = await findAgreement(db, who, otherId);
  return {
    against: { id: other.id, number: other.number },
    items: differencesBetween(other.document, agreement.document),
  };
}

export function differencesBetween(before: AgreementDocument, after: AgreementDocument): Difference[] {
  return [
    ...promisesApart(before.promises, after.promises),
    ...apart('words', wordsOf(before), wordsOf(after)),
    ...apart('text', paragraphsOf(before.text), paragraphsOf(after.text)),
  ];
}

function promisesApart(before: AgreedPromise[], after: AgreedPromise[]): Difference[] {
  const old = new Map(before.map((promise) => [promise.id, promise]));
  const ids = new Set([...old.keys(), ...after.map(({ id }) => id)]);
  const fresh = new Map(after.map((promise) => [promise.id, promise]));
  return [...ids].flatMap((id) => {
    const [from, to] = [old.get(id), fresh.get(id)];
    const [one, other] = [from ? inFull(from) : null, to ? inFull(to) : null];
    const about = (to ?? from)?.side ?? 'sales';
    return one === other ? [] : [difference(about, one, other)];
  });
}

function inFull(promise: AgreedPromise): string {
  const steps = promise.steps.map((step) => `${stepWords(step, promise)}.`);
  return [sentenceOf(promise), ...steps].join(' ');
}

/** Words are told apart by the word; of paragraphs one that was changed is one gone and one new. */
function apart(about: 'words' | 'text', before: [string, string][], after: [string, string][]): Difference[] {
  const old = new Map(before);
  const fresh = new Map(after);
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) => {
    const [from, to] = [old.get(key) ?? null, fresh.get(key) ?? null];
    return from === to ? [] : [difference(about, from, to)];
  });
}

function wordsOf({ words }: AgreementDocument): [string, string][] {
  return words.map(({ word, means }) => [word.toLowerCase(), `${word}: ${means}`]);
}

function paragraphsOf(text: string): [string, string][] {
  const paragraphs = text.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  return paragraphs.filter((paragraph) => paragraph !== '').map((paragraph) => [paragraph, paragraph]);
}

function difference(about: Difference['about'], before: string | null, after: string | null): Difference {
  const kind = before === null ? 'added' : after === null ? 'removed' : 'changed';
  return { kind, about, before, after };
}
