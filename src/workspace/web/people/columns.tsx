import type { Column } from '../../../web/list/columns.ts';
import type { FilterField } from '../../../web/list/filter.ts';
import { queryClient } from '../../../web/query.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { TeamDot } from '../../../web/ui/TeamDot.tsx';
import { roleChoices } from '../roles.ts';
import { teamsQuery } from '../teams/teams.ts';
import type { Person } from './people.ts';
import { PersonState } from './PersonState.tsx';
import { RoleMenu } from './RoleMenu.tsx';

export const columns: Column<Person>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 240,
    sortable: true,
    cell: (person) => (
      <span className="row">
        <Avatar name={person.name} team={person.teams[0]?.kind} />
        <span className="truncate">{person.name}</span>
      </span>
    ),
  },
  {
    id: 'email',
    header: 'E-mail',
    width: 240,
    cell: (person) => <span className="muted">{person.email}</span>,
  },
  { id: 'role', header: 'Role', width: 180, cell: (person) => <RoleMenu person={person} /> },
  {
    id: 'teams',
    header: 'Teams',
    width: 220,
    cell: (person) => (
      <span className="row">
        {person.teams.map((team) => (
          <TeamDot key={team.id} team={team.kind} label={team.name} />
        ))}
      </span>
    ),
  },
  { id: 'seen', header: 'Last seen', width: 120, cell: (person) => <LastSeen person={person} /> },
  { id: 'state', header: 'State', width: 120, cell: (person) => <PersonState person={person} /> },
  {
    id: 'joined',
    header: 'Joined',
    width: 120,
    sortable: 'created_at',
    hidden: true,
    cell: (person) => <RelativeTime at={person.createdAt} />,
  },
  {
    id: 'two-step',
    header: 'Two-step sign-in',
    width: 140,
    hidden: true,
    cell: (person) => (person.secondFactor ? 'On' : 'Off'),
  },
];

export const fields: FilterField[] = [
  { id: 'role', label: 'Role', type: 'choice', operators: ['is'], choices: roleChoices },
  {
    id: 'team',
    label: 'Team',
    type: 'choice',
    operators: ['is'],
    choices: async () => {
      const { items } = await queryClient.ensureQueryData(teamsQuery);
      return items.map(({ id, name }) => ({ value: id, label: name }));
    },
  },
  { id: 'active', label: 'Active', type: 'yesno', operators: ['is'] },
];

function LastSeen({ person: { lastSeenAt } }: { person: Person }) {
  return (
    <span className="muted">{lastSeenAt === null ? 'Not lately' : <RelativeTime at={lastSeenAt} />}</span>
  );
}
