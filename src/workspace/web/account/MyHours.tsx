import { api } from '../../../web/api.ts';
import { HoursForm } from '../hours/HoursForm.tsx';
import { refresh } from '../parts/saving.ts';
import { useTeams } from '../teams/teams.ts';
import type { Me } from './account.ts';

export function MyHours({ me }: { me: Me }) {
  const teams = useTeams().data?.items ?? [];
  const mine = teams.find(
    (team) => me.user.teams.some(({ id }) => id === team.id) && team.workingHours !== null,
  );
  return (
    <HoursForm
      value={me.user.workingHours}
      inherited={{
        hours: mine?.workingHours ?? null,
        from: mine === undefined ? 'Usual hours' : `As ${mine.name}`,
      }}
      weekStartsOn={me.workspace.weekStartsOn}
      save={async (workingHours) => {
        await api.patch('/api/me', { workingHours });
        await refresh([['me'], ['people']]);
      }}
    />
  );
}
