import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../../../web/keys.ts';
import { counted } from '../../../web/numbers.ts';
import { useMay } from '../../../web/session.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { EmptyState } from '../../../web/ui/EmptyState.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { TeamDot } from '../../../web/ui/TeamDot.tsx';
import { hoursWords } from '../hours/hours.ts';
import { Loaded } from '../parts/Loaded.tsx';
import '../parts/settings.css';
import { NewTeam } from './NewTeam.tsx';
import { kindLabel, useTeams, type Team } from './teams.ts';

export default function TeamsPage() {
  const [adding, setAdding] = useState(false);
  const may = useMay('teams.manage');
  const teams = useTeams();
  const add = () => setAdding(true);
  useKeys('Teams', may ? { c: { label: 'New team', run: add } } : {});
  return (
    <Page
      title="Teams"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      lede="A team gives its colour to what it does, and its hours to the clocks that run for it."
      actions={
        may && (
          <Button primary icon="plus" keys="c" onClick={add}>
            New team
          </Button>
        )
      }
    >
      <Loaded query={teams} lines={8}>
        {({ items }) =>
          items.length === 0 ? <NoTeams add={may ? add : undefined} /> : <TeamLines teams={items} />
        }
      </Loaded>
      {adding && <NewTeam onClose={() => setAdding(false)} />}
    </Page>
  );
}

function TeamLines({ teams }: { teams: Team[] }) {
  return (
    <ul className="lines team-lines">
      {teams.map((team) => (
        <li key={team.id}>
          <Link to={`/settings/teams/${team.id}`} className="team-line">
            <span className="about">
              <span className="strong">{team.name}</span>
              <TeamDot team={team.kind} label={kindLabel(team.kind)} />
            </span>
            <span className="hours-of small muted">
              {team.workingHours === null ? 'Usual hours' : hoursWords(team.workingHours)}
            </span>
            <Faces team={team} />
            <Icon name="chevronRight" size={14} className="faint" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

const faces = 5;

function Faces({ team }: { team: Team }) {
  return (
    <span className="row faces">
      <span className="avatars">
        {team.members.slice(0, faces).map((member) => (
          <Avatar key={member.id} name={member.name} team={team.kind} />
        ))}
      </span>
      <span className="small muted nowrap">{counted(team.members.length, 'member', 'members')}</span>
    </span>
  );
}

function NoTeams({ add }: { add: (() => void) | undefined }) {
  return (
    <EmptyState
      icon="team"
      title="No teams yet"
      actions={
        add !== undefined && (
          <Button primary icon="plus" onClick={add}>
            New team
          </Button>
        )
      }
    >
      Leads are handed from one team to another, and a rep sees the contacts of their team. Start with one for
      marketing and one for sales.
    </EmptyState>
  );
}
