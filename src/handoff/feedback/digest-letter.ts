import type { MailTemplates } from '../../platform/mail/templates.ts';
import type { Reason, Verdict } from '../lead.ts';
import type { Week } from './digest-week.ts';
import { followUpLabels, noteLabels, type FollowUpState } from './field-note.ts';

export type Letter = {
  subject: string;
  template: 'letter';
  values: MailTemplates['letter'];
  messageClass: 'transactional';
};

/** The week in a letter one reads in a minute: what is new, why leads were refused, what was said, what came of it. */
export function letterOf(week: Week, publicUrl: string): Letter {
  return {
    subject: 'What customers said last week',
    template: 'letter',
    messageClass: 'transactional',
    values: {
      heading: 'What customers said last week',
      paragraphs: [
        ...themesIn(week),
        ...verdictsIn(week),
        ...week.notes.map(({ kind, words, by, named }) => {
          const about = named === null ? '' : `, ${named}`;
          return `“${shortened(words)}” (${noteLabels[kind].toLowerCase()}${about}; noted by ${by})`;
        }),
        ...restOf(week),
        ...week.followUps.map(({ kind, title, state, outcome, theme, owner }) => {
          const who = owner === null ? '' : `, ${owner}`;
          const end = outcome === null || outcome === '' ? '' : ` What came of it: ${outcome}`;
          return `${followUpLabels[kind]} from “${theme}”: ${title} (${stateWords[state]}${who}).${end}`;
        }),
      ],
      action: { label: 'Open the feedback page', url: `${publicUrl}/feedback` },
      note: 'Everybody in marketing and sales gets this on Mondays. Switch it off under Settings, Notifications.',
    },
  };
}

const reasonLabels: Record<Reason, string> = {
  wrong_person: 'wrong person',
  no_need: 'no need',
  no_budget: 'no budget',
  bad_timing: 'bad timing',
  competitor: 'competitor',
  not_reached: 'not reached',
  duplicate: 'duplicate',
  bad_data: 'bad data',
  spam: 'spam',
  other: 'other',
};

const stateWords: Record<FollowUpState, string> = {
  open: 'open',
  doing: 'being done',
  done: 'done',
  dropped: 'dropped',
};

const LONGEST = 300;

function themesIn({ themes }: Week): string[] {
  if (themes.length === 0) return [];
  const named = themes.map(({ name, count }) => `${name} (${count})`).join('; ');
  return [`${themes.length === 1 ? 'A new theme' : 'New themes'}: ${named}.`];
}

function verdictsIn({ verdicts, verdictCount }: Week): string[] {
  if (verdictCount === 0) return [];
  const of = (wanted: Verdict) => verdicts.filter(({ verdict }) => verdict === wanted);
  const sum = (wanted: Verdict) => of(wanted).reduce((total, { count }) => total + count, 0);
  const why = verdicts
    .flatMap(({ verdict, reason, count }) =>
      verdict === 'accepted' || reason === null ? [] : [`${reasonLabels[reason]} ${count}`],
    )
    .slice(0, 5);
  const counted = `Sales judged ${verdictCount} ${verdictCount === 1 ? 'lead' : 'leads'}: ${sum('accepted')} accepted, ${sum('recycled')} recycled, ${sum('rejected')} rejected.`;
  return [why.length === 0 ? counted : `${counted} Why not: ${why.join(', ')}.`];
}

function restOf({ noteCount, notes }: Week): string[] {
  const rest = noteCount - notes.length;
  return rest > 0 ? [`And ${rest} more ${rest === 1 ? 'note' : 'notes'}.`] : [];
}

function shortened(words: string): string {
  const line = words.replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).trimEnd()}…`;
}
