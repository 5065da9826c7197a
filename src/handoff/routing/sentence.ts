import type { RoutingRule, Target } from './contract.ts';

export type Names = { reps: ReadonlyMap<string, string>; teams: ReadonlyMap<string, string> };

/** "Contacts in Germany go to Team DACH, to whoever speaks their language" */
export function ruleSentence(rule: RoutingRule, conditions: string, names: Names): string {
  const who = rule.when === null ? 'Everybody' : conditions;
  const goes = rule.when === null ? 'goes' : 'go';
  const where = rule.to.kind === 'queue' ? 'wait'.concat(rule.when === null ? 's' : '') : `${goes} to`;
  const needs = [
    ...rule.skills.map((skill) => `knows ${skill}`),
    ...(rule.language ? ['speaks their language'] : []),
  ];
  const only = needs.length > 0 && rule.to.kind !== 'queue' ? `, to whoever ${needs.join(' and ')}` : '';
  return `${who} ${where} ${targetWords(rule.to, names)}${only}`;
}

export function targetWords(to: Target, { reps, teams }: Names): string {
  switch (to.kind) {
    case 'team':
      return teams.get(to.teamId) ?? 'a team that is not there any more';
    case 'queue':
      return to.teamId === null
        ? 'in the queue'
        : `in the queue of ${teams.get(to.teamId) ?? 'a team that is not there any more'}`;
    case 'reps': {
      const even = new Set(to.reps.map(({ weight }) => weight)).size === 1;
      const names = to.reps.map(
        ({ repId, weight }) =>
          `${reps.get(repId) ?? 'somebody who is not there any more'}${even ? '' : ` (${weight})`}`,
      );
      return listed(names);
    }
  }
}

/** As the reason of a decision begins: its name, else "Contacts in Germany → Team DACH". */
export function titleOf(rule: RoutingRule, conditions: string, target: string): string {
  return rule.name ?? `${rule.when === null ? 'Everybody' : conditions} → ${target}`;
}

function listed(words: string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
