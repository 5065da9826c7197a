import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { api } from '../../../web/api.ts';
import { counted } from '../../../web/numbers.ts';
import { useMay, type TeamKind } from '../../../web/session.ts';
import { NotFoundPage } from '../../../web/shell/NotFoundPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Facts } from '../../../web/ui/Facts.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { InlineEdit } from '../../../web/ui/InlineEdit.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TeamDot } from '../../../web/ui/TeamDot.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { useMe } from '../account/account.ts';
import { HoursForm } from '../hours/HoursForm.tsx';
import { hoursWords, usualHours } from '../hours/hours.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { act, refresh } from '../parts/saving.ts';
import { Section } from '../parts/Section.tsx';
import { timeZoneChoices } from '../time-zones.ts';
import { Holidays } from './Holidays.tsx';
import { KindChoice } from './KindChoice.tsx';
import { Members } from './Members.tsx';
import { kindLabel, useTeams, type Team } from './teams.ts';

const keys = [['teams'], ['me'], ['people']];

export default function TeamPage() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const teams = useTeams();
  const team = teams.data?.items.find((each) => each.id === id);
  if (teams.data !== undefined && team === undefined) return <NotFoundPage />;
  return (
    <Page
      title={team?.name ?? 'Team'}
      crumbs={[
        { label: 'Settings', to: '/settings' },
        { label: 'Teams', to: '/settings/teams' },
      ]}
      lede={team !== undefined && <TeamDot team={team.kind} label={kindLabel(team.kind)} />}
    >
      <div className="settings">
        <Loaded query={{ ...teams, data: team }} lines={10}>
          {(loaded) => <Sections key={loaded.id} team={loaded} />}
        </Loaded>
      </div>
    </Page>
  );
}

type PartProps = { team: Team; may: boolean; change: (part: Partial<Team>) => Promise<void> };

function Sections({ team }: { team: Team }) {
  const may = useMay('teams.manage');
  const change = (part: Partial<Team>) => api.patch(`/api/teams/${team.id}`, part).then(() => refresh(keys));
  const part = { team, may, change };
  return (
    <>
      <Section title="Team" hint="What it is called, and the colour of what it does.">
        <NameAndKind {...part} />
      </Section>
      <Section title="Members" hint={counted(team.members.length, 'person', 'people')}>
        <Members team={team} may={may} />
      </Section>
      <Section title="Time zone" hint="The clock the team's hours are read on.">
        <TimeZone {...part} />
      </Section>
      <Section
        title="Working hours"
        hint="Promised times count only these hours. Everybody may set their own."
      >
        <Hours {...part} />
      </Section>
      <Section title="Holidays" hint="Days this team does not work, besides those of the whole company.">
        <Holidays teamId={team.id} may={may} />
      </Section>
      {may && <Deletion team={team} />}
    </>
  );
}

function NameAndKind({ team, may, change }: PartProps) {
  const rename = <InlineEdit label="Name" value={team.name} may={may} save={(name) => change({ name })} />;
  const setKind = (kind: TeamKind) =>
    act(
      () => change({ kind }),
      `${team.name} is now ${kindLabel(kind)}`,
      keys,
      () => change({ kind: team.kind }),
    );
  return (
    <>
      <Facts facts={[{ label: 'Name', value: rename }]} />
      {may && <KindChoice value={team.kind} onChange={(kind) => void setKind(kind)} />}
    </>
  );
}

function TimeZone({ team, may, change }: PartProps) {
  const workspace = useMe()?.workspace;
  const zones = useMemo(() => timeZoneChoices(team.timeZone ?? ''), [team.timeZone]);
  const setZone = (timeZone: string | null) =>
    act(
      () => change({ timeZone }),
      'Time zone changed',
      keys,
      () => change({ timeZone: team.timeZone }),
    );
  const theirs = `As the workspace: ${workspace?.timeZone ?? ''}`;
  if (!may) return <p>{team.timeZone ?? theirs}</p>;
  return (
    <div className="narrow">
      <Field label="Time zone" hiddenLabel>
        <Select
          value={team.timeZone ?? ''}
          choices={zones}
          placeholder={theirs}
          onChange={(zone) => void setZone(zone === '' ? null : zone)}
        />
      </Field>
    </div>
  );
}

function Hours({ team, may, change }: PartProps) {
  const weekStartsOn = useMe()?.workspace.weekStartsOn;
  if (!may) return <p>{hoursWords(team.workingHours ?? usualHours, weekStartsOn)}</p>;
  return (
    <HoursForm
      value={team.workingHours}
      inherited={{ hours: null, from: 'Usual hours' }}
      weekStartsOn={weekStartsOn}
      save={(workingHours) => change({ workingHours })}
    />
  );
}

function Deletion({ team }: { team: Team }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const remove = async () => {
    await api.delete(`/api/teams/${team.id}`);
    await refresh(keys);
    toast(`${team.name} is deleted`);
    await navigate({ to: '/settings/teams' });
  };
  return (
    <Section title="Delete" hint="For a team that no longer exists.">
      <div>
        <Button danger onClick={() => setAsking(true)}>
          Delete team
        </Button>
      </div>
      {asking && (
        <ConfirmDialog
          title={`Delete ${team.name}?`}
          confirm="Delete team"
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          <p>
            Its working hours and holidays are lost.{' '}
            {counted(team.members.length, 'member keeps', 'members keep')} their accounts and their contacts,
            but see only their own until they join another team.
          </p>
        </ConfirmDialog>
      )}
    </Section>
  );
}
