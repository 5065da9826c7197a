import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../../web/api.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { act } from '../parts/saving.ts';
import { activePeopleQuery } from '../people/people.ts';
import type { Team } from './teams.ts';

const keys = [['teams'], ['me'], ['people']];

export function Members({ team, may }: { team: Team; may: boolean }) {
  return (
    <>
      {team.members.length === 0 && <p className="muted">Nobody is in this team yet.</p>}
      {team.members.length > 0 && (
        <ul className="lines">
          {team.members.map((member) => (
            <li key={member.id}>
              <Avatar name={member.name} team={team.kind} />
              <Link to={`/settings/people/${member.id}`} className="grow strong truncate">
                {member.name}
              </Link>
              {may && (
                <IconButton
                  icon="cross"
                  label={`Take ${member.name} out of ${team.name}`}
                  onClick={() =>
                    void act(
                      () => leave(team.id, member.id),
                      `${member.name} left ${team.name}`,
                      keys,
                      () => join(team.id, member.id),
                    )
                  }
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {may && <AddMember team={team} />}
    </>
  );
}

function AddMember({ team }: { team: Team }) {
  const people = useQuery(activePeopleQuery).data?.items ?? [];
  const others = people.filter((person) => !team.members.some(({ id }) => id === person.id));
  if (others.length === 0) return null;
  return (
    <div className="pick">
      <Select
        aria-label={`Add somebody to ${team.name}`}
        value=""
        placeholder="Add somebody"
        choices={others.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => {
          const name = others.find((person) => person.id === id)?.name ?? '';
          void act(
            () => join(team.id, id),
            `${name} joined ${team.name}`,
            keys,
            () => leave(team.id, id),
          );
        }}
      />
    </div>
  );
}

function join(teamId: string, userId: string): Promise<unknown> {
  return api.put(`/api/teams/${teamId}/members/${userId}`);
}

function leave(teamId: string, userId: string): Promise<unknown> {
  return api.delete(`/api/teams/${teamId}/members/${userId}`);
}
