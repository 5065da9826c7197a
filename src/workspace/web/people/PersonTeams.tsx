import { api } from '../../../web/api.ts';
import { useMay } from '../../../web/session.ts';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { TeamDot } from '../../../web/ui/TeamDot.tsx';
import { act } from '../parts/saving.ts';
import { useTeams, type Team } from '../teams/teams.ts';
import type { Person } from './people.ts';

const keys = [['people'], ['teams'], ['me']];

export function PersonTeams({ person }: { person: Person }) {
  const may = useMay('teams.manage');
  const teams = useTeams().data?.items ?? [];
  const isIn = (team: Team) => person.teams.some(({ id }) => id === team.id);
  if (!may && person.teams.length === 0) return <p className="muted">In no team.</p>;
  const shown = may ? teams : teams.filter(isIn);
  const change = (team: Team, into: boolean) => {
    const path = `/api/teams/${team.id}/members/${person.id}`;
    const [there, back] = [() => api.put(path), () => api.delete(path)];
    const done = into ? `${person.name} joined ${team.name}` : `${person.name} left ${team.name}`;
    return act(into ? there : back, done, keys, into ? back : there);
  };
  return (
    <div className="check-list">
      {shown.map((team) => (
        <Checkbox
          key={team.id}
          checked={isIn(team)}
          disabled={!may}
          onChange={(into) => void change(team, into)}
          label={<TeamDot team={team.kind} label={team.name} />}
        />
      ))}
    </div>
  );
}
