import {
  emptyGroup,
  isUnfinished,
  toDraft,
  toTree,
  type DraftGroup,
} from '../../../audience/web/segments/draft.ts';
import type { Rule, Target } from './routing.ts';

export type Chosen = { repId: string; weight: string };
/** A rule while it is written. */
export type RuleDraft = {
  id: string;
  name: string;
  when: DraftGroup;
  to: Target['kind'];
  reps: Chosen[];
  teamId: string;
  skills: string;
  language: boolean;
};

export function draftFrom(rule: Rule | undefined): RuleDraft {
  if (rule === undefined) {
    const id = crypto.randomUUID();
    return {
      id,
      name: '',
      when: emptyGroup(),
      to: 'team',
      reps: [],
      teamId: '',
      skills: '',
      language: false,
    };
  }
  const { to } = rule;
  return {
    id: rule.id,
    name: rule.name ?? '',
    when: rule.when === null ? emptyGroup() : toDraft(rule.when),
    to: to.kind,
    reps: to.kind === 'reps' ? to.reps.map(({ repId, weight }) => ({ repId, weight: String(weight) })) : [],
    teamId: to.kind === 'reps' ? '' : (to.teamId ?? ''),
    skills: rule.skills.join(', '),
    language: rule.language,
  };
}

type Wrong = Partial<Record<'when' | 'reps' | 'teamId', string>>;

export function checkRule({ when, to, reps, teamId }: RuleDraft): Wrong {
  const wrong: Wrong = {};
  if (when.items.length > 0 && isUnfinished(when)) wrong.when = 'Fill in the conditions, or remove them.';
  if (to === 'reps' && reps.length === 0) wrong.reps = 'Choose at least one rep.';
  if (to === 'reps' && reps.some(({ weight }) => !/^([1-9]\d?|100)$/.test(weight)))
    wrong.reps = 'A weight is a whole number from 1 to 100.';
  if (to === 'team' && teamId === '') wrong.teamId = 'Choose a team.';
  return wrong;
}

export function ruleFrom(draft: RuleDraft): Rule {
  return {
    id: draft.id,
    name: draft.name.trim() === '' ? null : draft.name.trim(),
    when: toTree(draft.when) ?? null,
    to: targetOf(draft),
    skills: wordsIn(draft.skills),
    language: draft.language,
  };
}

function targetOf({ to, reps, teamId }: RuleDraft): Target {
  if (to === 'team') return { kind: 'team', teamId };
  if (to === 'queue') return { kind: 'queue', teamId: teamId === '' ? null : teamId };
  return {
    kind: 'reps',
    reps: reps.map(({ repId, weight }) => ({ repId, weight: Number(weight) })),
  };
}

/** 'Colour, spa' → ['Colour', 'spa'] */
export function wordsIn(text: string): string[] {
  return [...new Set(text.split(',').map((word) => word.trim()))].filter((word) => word !== '');
}
