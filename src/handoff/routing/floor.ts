import type { Routing, RoutingRule } from './contract.ts';
import { takeTurn, type Taker } from './turn.ts';

/** Everybody who sells, as they are right now, and by which rules they are chosen. */
export type Floor = {
  routing: Routing;
  /** How each rule is called, in their order; and why it cannot be used, if so. */
  rules: { title: string; problem: string | null }[];
  reps: ReadonlyMap<string, FloorRep>;
  teams: ReadonlyMap<string, string>;
  /** Rule → rep → credit (turn.ts). */
  turns: Map<string, Map<string, number>>;
};

export type FloorRep = {
  id: string;
  name: string;
  role: string;
  teamIds: string[];
  weight: number;
  capacity: number;
  open: number;
  takesLeads: boolean;
  skills: readonly string[];
  languages: ReadonlySet<string>;
  /** Last day of the vacation they are on. */
  awayUntil: string | null;
  worksNow: boolean;
  /** When they work again, in words and as a moment; null when not in the next weeks. */
  worksAgain: () => { at: Date; words: string } | null;
};

export type Lead = {
  /** Of each rule, in their order, whether its conditions hold. */
  matches: boolean[];
  knownRepId: string | null;
  ownerId: string | null;
  companyOwnerId: string | null;
  language: string | null;
  notTo: readonly string[];
};

export type Candidacy = { rep: FloorRep; words: string; free: boolean; chosen: boolean };
export type Step = {
  rule: string | null;
  title: string;
  outcome: 'chosen' | 'no_match' | 'nobody_free' | 'skipped';
  words: string;
  candidates: Candidacy[];
};
export type Decision = {
  repId: string | null;
  teamId: string | null;
  /** Why, for people: kept with the hand-off. */
  words: string;
  /** Nobody was free: it is worth looking again. A queue by rule is waited in until somebody claims. */
  again: boolean;
  steps: Step[];
};

/** Of one who sells, when no rules are written yet. */
const EVERYBODY = 'everybody';

/** Who gets this lead, and why. Counts it as theirs, so that the next one is decided knowing of it. */
export function decide(floor: Floor, lead: Lead): Decision {
  const steps: Step[] = [];
  const known = knownStep(floor, lead);
  if (known) {
    steps.push(known);
    const chosen = known.candidates.find((each) => each.chosen);
    if (chosen) return give(chosen.rep, null, known.words, steps);
  }
  let waitsFor: string | null = null;
  for (const [index, rule] of rulesOf(floor).entries()) {
    const step = ruleStep(floor, rule, lead, index);
    steps.push(step);
    if (step.outcome === 'nobody_free') waitsFor ??= teamOf(rule);
    if (step.outcome !== 'chosen') continue;
    const rep = step.candidates.find((each) => each.chosen)?.rep;
    if (rep) return give(rep, teamOf(rule), step.words, steps);
    return { repId: null, teamId: teamOf(rule), words: step.words, again: false, steps };
  }
  return queued(floor, waitsFor, steps);
}

function give(rep: FloorRep, teamId: string | null, words: string, steps: Step[]): Decision {
  rep.open++;
  return { repId: rep.id, teamId: teamId ?? rep.teamIds[0] ?? null, words, again: false, steps };
}

function queued(floor: Floor, teamId: string | null, steps: Step[]): Decision {
  // Rules that cannot be used are part of why nobody has it.
  const full = steps.filter(({ outcome }) => outcome === 'nobody_free' || outcome === 'skipped');
  const words =
    floor.reps.size === 0
      ? 'Nobody here takes hand-offs, so it waits in the queue'
      : full.length > 0
        ? `${full.map(({ words }) => words).join('; ')}. It waits in the queue`
        : 'No rule fits, so it waits in the queue';
  const step: Step = { rule: null, title: 'Queue', outcome: 'chosen', words, candidates: [] };
  return { repId: null, teamId, words, again: true, steps: [...steps, step] };
}

function knownStep({ routing, reps }: Floor, lead: Lead): Step | undefined {
  const asked: [string | null, string][] = [
    [lead.knownRepId, 'had this lead before'],
    ...(routing.sticky
      ? ([
          [lead.ownerId, 'owns this contact'],
          [lead.companyOwnerId, 'owns the company'],
        ] as [string | null, string][])
      : []),
  ];
  const known = asked.flatMap(([id, why]) => {
    const rep = id === null ? undefined : reps.get(id);
    return rep ? [{ rep, why }] : [];
  });
  const [first] = known;
  if (!first) return undefined;
  const chosen = known.find(({ rep }) => absence(rep, lead) === null);
  const shown = [...new Map(known.map((each) => [each.rep.id, each])).values()];
  const candidates = shown.map(({ rep, why }) => {
    const absent = absence(rep, lead);
    const words = absent ?? `${why}; ${loadWords(rep)}`;
    return { rep, words, free: absent === null, chosen: rep.id === chosen?.rep.id };
  });
  const title = 'Known owner';
  if (!chosen) {
    const words = `${first.rep.name} ${first.why}, but: ${lower(absence(first.rep, lead) ?? '')}`;
    return { rule: null, title, outcome: 'nobody_free', words, candidates };
  }
  const words = `${chosen.rep.name} ${chosen.why}; ${loadWords(chosen.rep)}`;
  return { rule: null, title, outcome: 'chosen', words, candidates };
}

type Standing = { rule: RoutingRule; title: string; problem: string | null };

function rulesOf({ routing, rules, reps }: Floor): Standing[] {
  if (routing.rules.length > 0)
    return routing.rules.map((rule, index) => ({
      rule,
      title: rules[index]?.title ?? rule.id,
      problem: rules[index]?.problem ?? null,
    }));
  const sellers = [...reps.values()].filter(({ role }) => role === 'rep');
  const all =
    sellers.length > 0 ? sellers : [...reps.values()].filter(({ role }) => role === 'sales_manager');
  if (all.length === 0) return [];
  const takers = all.map(({ id, weight }) => ({ repId: id, weight }));
  const rule: RoutingRule = {
    id: EVERYBODY,
    name: null,
    when: null,
    to: { kind: 'reps', reps: takers },
    skills: [],
    language: false,
  };
  return [{ rule, title: 'Everybody who sells, in turn', problem: null }];
}

function ruleStep(floor: Floor, { rule, title, problem }: Standing, lead: Lead, index: number): Step {
  const about = { rule: rule.id, title };
  if (problem !== null)
    return { ...about, outcome: 'skipped', words: `${title}: ${lower(problem)}`, candidates: [] };
  if (rule.when !== null && !lead.matches[index])
    return { ...about, outcome: 'no_match', words: 'The conditions do not hold', candidates: [] };
  if (rule.to.kind === 'queue') {
    const whose = rule.to.teamId === null ? 'everybody' : (floor.teams.get(rule.to.teamId) ?? 'a team');
    return { ...about, outcome: 'chosen', words: `${title}; whoever of ${whose} claims it`, candidates: [] };
  }
  const candidates = takersOf(floor, rule).map(({ id, weight }) => candidacy(floor, id, weight, rule, lead));
  const free = candidates.filter(isFree);
  const [chosen, soonest] = choose(floor, rule.id, free);
  const shown = candidates.flatMap((each) =>
    each.rep ? [{ ...each, rep: each.rep, chosen: each.rep === chosen }] : [],
  );
  if (!chosen) {
    const why = shown.slice(0, MOST_NAMED).map(({ rep, words }) => `${rep.name}: ${lower(words)}`);
    const words =
      why.length === 0 ? `${title}: nobody is there` : `${title}: nobody is free (${why.join('; ')})`;
    return { ...about, outcome: 'nobody_free', words, candidates: shown };
  }
  const words = `${title}; ${chosen.name} has ${soonest}`;
  return { ...about, outcome: 'chosen', words, candidates: shown };
}

const MOST_NAMED = 3;

function takersOf({ reps }: Floor, rule: RoutingRule): Taker[] {
  const { to } = rule;
  if (to.kind === 'reps') return to.reps.map(({ repId, weight }) => ({ id: repId, weight }));
  if (to.kind === 'queue') return [];
  const members = [...reps.values()].filter(({ teamIds }) => teamIds.includes(to.teamId));
  return members.map(({ id, weight }) => ({ id, weight }));
}

type Judged = { rep: FloorRep | undefined; weight: number; words: string; free: boolean };
type Free = Judged & { rep: FloorRep };

function candidacy(floor: Floor, id: string, weight: number, rule: RoutingRule, lead: Lead): Judged {
  const rep = floor.reps.get(id);
  if (!rep) return { rep, weight, words: 'Does not work here any more', free: false };
  const missing = rule.skills.filter((skill) => !knows(rep, skill));
  const problem =
    absence(rep, lead) ??
    (missing.length > 0 ? `Lacks ${missing.join(' and ')}` : null) ??
    (rule.language && !speaks(rep, lead.language) ? `Does not speak ${languageName(lead.language)}` : null) ??
    (rep.open >= rep.capacity ? `${rep.open} of ${rep.capacity} open` : null);
  return { rep, weight, words: problem ?? loadWords(rep), free: problem === null };
}

function isFree(judged: Judged): judged is Free {
  return judged.free && judged.rep !== undefined;
}

/** Whose turn it is among those who work now, else among those who work soonest. */
function choose({ routing, turns }: Floor, ruleId: string, free: Free[]): [FloorRep, string] | [] {
  const among = routing.workingFirst ? soonest(free) : free;
  const credits = turns.get(ruleId) ?? new Map<string, number>();
  const takers = among.map(({ rep, weight }) => ({ id: rep.id, weight }));
  const next = takeTurn(credits, takers);
  turns.set(ruleId, credits);
  const chosen = among.find(({ rep }) => rep.id === next);
  return chosen ? [chosen.rep, chosen.words] : [];
}

function soonest(free: Free[]): Free[] {
  const working = free.filter(({ rep }) => rep.worksNow);
  if (working.length > 0) return working;
  const times = free.map(({ rep }) => rep.worksAgain()?.at.getTime() ?? Number.POSITIVE_INFINITY);
  const first = Math.min(...times);
  return free.filter((_, place) => times[place] === first);
}

/** Why they cannot take anything at all, whatever the rule; null when they can. */
function absence(rep: FloorRep, { notTo }: Lead): string | null {
  if (notTo.includes(rep.id)) return 'Had it and gave it back';
  if (rep.awayUntil !== null) return `On vacation until ${dayWords(rep.awayUntil)}`;
  return rep.takesLeads ? null : 'Takes no leads at present';
}

function knows({ skills }: FloorRep, skill: string): boolean {
  return skills.some((each) => each.toLowerCase() === skill.toLowerCase());
}

function speaks({ languages }: FloorRep, language: string | null): boolean {
  return language === null || languages.size === 0 || languages.has(baseOf(language));
}

function baseOf(language: string): string {
  return (language.split('-')[0] ?? '').toLowerCase();
}

function languageName(language: string | null): string {
  if (language === null) return 'it';
  return new Intl.DisplayNames('en-GB', { type: 'language' }).of(baseOf(language)) ?? language;
}

export function loadWords(rep: FloorRep): string {
  const again = rep.worksNow ? null : rep.worksAgain();
  const when = rep.worksNow
    ? 'works now'
    : again
      ? `works again ${again.words}`
      : 'has no working hours ahead';
  return `${rep.open} of ${rep.capacity} open, ${when}`;
}

function dayWords(day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}

function teamOf(rule: RoutingRule | Standing): string | null {
  const { to } = 'rule' in rule ? rule.rule : rule;
  return to.kind === 'reps' ? null : to.teamId;
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
