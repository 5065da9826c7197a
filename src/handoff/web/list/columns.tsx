import { ownerChoices } from '../../../audience/web/people.ts';
import { choicesOf, sourceChoices } from '../../../audience/web/words.ts';
import { channelWord } from '../../../touchpoints/web/words.ts';
import type { Column } from '../../../web/list/columns.ts';
import type { FilterField } from '../../../web/list/filter.ts';
import type { StandardView } from '../../../web/list/views.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { contactChoices } from './contact-choices.ts';
import type { Handoff } from '../handoffs.ts';
import { reasonChoices, reasonWords, stateWords, triggerWords, verdictWords } from '../words.ts';

export const columns: Column<Handoff>[] = [
  { id: 'contact', header: 'Contact', width: 300, cell: (handoff) => <Who handoff={handoff} /> },
  { id: 'state', header: 'State', width: 112, cell: ({ state }) => <Tag>{stateWords[state]}</Tag> },
  { id: 'rep', header: 'Rep', width: 160, cell: ({ rep }) => rep?.name },
  {
    id: 'headline',
    header: 'Why',
    width: 280,
    cell: ({ headline }) => <span className="truncate">{headline}</span>,
  },
  {
    id: 'openedAt',
    header: 'Handed over',
    width: 116,
    sortable: true,
    cell: ({ openedAt }) => <RelativeTime at={openedAt} />,
  },
  {
    id: 'firstContactAt',
    header: 'First contact',
    width: 116,
    sortable: true,
    cell: ({ firstContactAt }) => firstContactAt !== null && <RelativeTime at={firstContactAt} />,
  },
  {
    id: 'verdict',
    header: 'Verdict',
    width: 240,
    cell: (handoff) => <span className="truncate">{saidOf(handoff)}</span>,
  },
  {
    id: 'verdictAt',
    header: 'Said',
    width: 96,
    sortable: true,
    cell: ({ verdictAt }) => verdictAt !== null && <RelativeTime at={verdictAt} />,
  },
  {
    id: 'source',
    header: 'Source',
    width: 132,
    hidden: true,
    cell: ({ source }) => source !== null && channelWord(source),
  },
  { id: 'campaign', header: 'Campaign', width: 160, hidden: true, cell: ({ campaign }) => campaign },
  {
    id: 'trigger',
    header: 'Trigger',
    width: 160,
    hidden: true,
    cell: ({ trigger }) => triggerWords[trigger],
  },
];

export const fields: readonly FilterField[] = [
  { id: 'contact', label: 'Contact', type: 'choice', operators: ['is'], choices: contactChoices },
  {
    id: 'state',
    label: 'State',
    type: 'choice',
    operators: ['is', 'is_not'],
    choices: choicesOf(stateWords),
  },
  { id: 'rep', label: 'Rep', type: 'user', choices: ownerChoices },
  { id: 'openedAt', label: 'Handed over', type: 'date', operators: ['in_last', 'after', 'before'] },
  { id: 'verdict', label: 'Verdict', type: 'choice', choices: choicesOf(verdictWords) },
  { id: 'reason', label: 'Reason', type: 'choice', choices: reasonChoices },
  { id: 'verdictAt', label: 'Said', type: 'date' },
  { id: 'firstContactAt', label: 'First contact', type: 'date' },
  { id: 'source', label: 'Source', type: 'choice', choices: sourceChoices },
  { id: 'campaign', label: 'Campaign', type: 'text' },
  {
    id: 'trigger',
    label: 'Trigger',
    type: 'choice',
    operators: ['is', 'is_not'],
    choices: choicesOf(triggerWords),
  },
];

/** Views everybody has. */
export const standardViews: readonly StandardView[] = [
  {
    id: 'open',
    name: 'Open',
    state: { filter: [['state', 'is', ['ready', 'contacting']]] },
  },
  { id: 'mine', name: 'Mine', state: { filter: [['rep', 'is', ['me']]] } },
  { id: 'returned', name: 'Returned', state: { filter: [['state', 'is', ['returned']]] } },
];

/** 'Rejected, no need: one chair' */
export function saidOf({ verdict, reason, words }: Pick<Handoff, 'verdict' | 'reason' | 'words'>): string {
  if (verdict === null) return '';
  const why = reason === null ? '' : `, ${reasonWords[reason].toLowerCase()}`;
  return `${verdictWords[verdict]}${why}${words === null ? '' : `: ${words}`}`;
}

function Who({ handoff: { contact } }: { handoff: Handoff }) {
  return (
    <span className="row">
      <Avatar name={contact.name} size="small" />
      <span className="truncate">{contact.name}</span>
      {contact.companyName !== null && <span className="muted truncate">{contact.companyName}</span>}
    </span>
  );
}

export function HandoffCard({ handoff }: { handoff: Handoff }) {
  const { contact, state, headline, openedAt } = handoff;
  const said = saidOf(handoff);
  return (
    <>
      <span className="row between">
        <span className="strong truncate">{contact.name}</span>
        <Tag>{stateWords[state]}</Tag>
      </span>
      <span className="small muted">{said === '' ? headline : said}</span>
      <span className="small muted">
        <RelativeTime at={openedAt} />
      </span>
    </>
  );
}
