import type { Rep } from '../acts/reps.ts';
import type { RepChange } from './routing.ts';
import { wordsIn } from './rule-draft.ts';

export type Vacation = { key: string; from: string; to: string; note: string };
export type RepDraft = {
  takesLeads: boolean;
  weight: string;
  capacity: string;
  skills: string;
  languages: string;
  vacations: Vacation[];
};

export function repDraftFrom(rep: Rep): RepDraft {
  return {
    takesLeads: rep.takesLeads,
    weight: String(rep.weight),
    capacity: rep.capacity === null ? '' : String(rep.capacity),
    skills: rep.skills.join(', '),
    languages: rep.languages.join(', '),
    vacations: rep.vacations.map(({ id, from, to, note }) => ({ key: id, from, to, note: note ?? '' })),
  };
}

export function checkRep({ weight, capacity, languages, vacations }: RepDraft) {
  const wrong: Partial<Record<keyof RepDraft, string>> = {};
  if (!/^([1-9]\d?|100)$/.test(weight.trim())) wrong.weight = 'A whole number from 1 to 100.';
  if (capacity.trim() !== '' && !/^([1-9]\d{0,2}|1000)$/.test(capacity.trim()))
    wrong.capacity = 'A number from 1 to 1,000.';
  if (wordsIn(languages).some((code) => !/^[a-zA-Z]{2,3}$/.test(code)))
    wrong.languages = 'Two or three letters each, such as de, en.';
  if (vacations.some(({ from, to }) => from === '' || to === '' || from > to))
    wrong.vacations = 'Each has a first and a last day, in this order.';
  return wrong;
}

export function repChangeFrom(draft: RepDraft): RepChange {
  return {
    takesLeads: draft.takesLeads,
    weight: Number(draft.weight),
    capacity: draft.capacity.trim() === '' ? null : Number(draft.capacity),
    skills: wordsIn(draft.skills),
    languages: wordsIn(draft.languages).map((code) => code.toLowerCase()),
    vacations: draft.vacations.map(({ from, to, note }) => ({
      from,
      to,
      note: note.trim() === '' ? null : note.trim(),
    })),
  };
}
