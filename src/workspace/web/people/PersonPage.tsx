import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { asProblem } from '../../../web/problem.ts';
import { useMay, useSession } from '../../../web/session.ts';
import { NotFoundPage } from '../../../web/shell/NotFoundPage.tsx';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { Facts } from '../../../web/ui/Facts.tsx';
import { InlineEdit } from '../../../web/ui/InlineEdit.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { hoursWords } from '../hours/hours.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { refresh } from '../parts/saving.ts';
import { Section } from '../parts/Section.tsx';
import { roleLabel, roleMeaning } from '../roles.ts';
import { changeRole, setActive } from './acts.ts';
import { changePerson, personQuery, type Person } from './people.ts';
import { PersonState } from './PersonState.tsx';
import { PersonTeams } from './PersonTeams.tsx';
import { RoleChoice } from './RoleChoice.tsx';

export default function PersonPage() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const person = useQuery(personQuery(id));
  if (person.error !== null && asProblem(person.error).status === 404) return <NotFoundPage />;
  return (
    <Page
      title={person.data?.name ?? 'Person'}
      crumbs={[
        { label: 'Settings', to: '/settings' },
        { label: 'People', to: '/settings/people' },
      ]}
      head={person.data !== undefined && <Head person={person.data} />}
    >
      <div className="settings">
        <Loaded query={person} lines={10}>
          {(data) => <Sections person={data} />}
        </Loaded>
      </div>
    </Page>
  );
}

function Head({ person }: { person: Person }) {
  const mine = useSession()?.user.id === person.id;
  return (
    <header className="head">
      <div className="ident grow row">
        <Avatar name={person.name} team={person.teams[0]?.kind} size="large" />
        <div className="grow">
          <h1>{person.name}</h1>
          <p className="lede row wrap">
            {roleLabel(person.role)} <PersonState person={person} />
          </p>
        </div>
      </div>
      {mine && (
        <div className="actions">
          <ButtonLink to="/settings/account">My account</ButtonLink>
        </div>
      )}
    </header>
  );
}

function Sections({ person }: { person: Person }) {
  const { role: myRole, id: myId } = useSession()?.user ?? {};
  const manages = useMay('people.manage') && (person.role !== 'owner' || myRole === 'owner');
  const mayAudit = useMay('audit.read');
  return (
    <>
      <Section
        title="Person"
        hint="Everybody keeps their own password, hours and time zone under My account."
      >
        <PersonFacts person={person} may={manages} />
        {mayAudit && (
          <Link to="/settings/audit" search={{ actor: person.id }} className="link">
            What {person.name} changed
          </Link>
        )}
      </Section>
      <Section title="Role" hint="What they may see and do.">
        {manages ? (
          <RoleChoice
            hiddenLabel
            value={person.role}
            disabled={!person.active}
            onChange={(role) => void changeRole(person, role)}
          />
        ) : (
          <p>
            <strong className="strong">{roleLabel(person.role)}.</strong> {roleMeaning(person.role)}
          </p>
        )}
      </Section>
      <Section
        title="Teams"
        hint="Whose contacts they see, and whose hours they keep unless they have their own."
      >
        <PersonTeams person={person} />
      </Section>
      {manages && person.id !== myId && <Access person={person} />}
    </>
  );
}

function PersonFacts({ person, may }: { person: Person; may: boolean }) {
  const { name, email, timeZone, workingHours, lastSeenAt, createdAt, secondFactor } = person;
  const theirs = person.teams.length === 0 ? 'As the company' : 'As the team';
  const rename = async (next: string) => {
    await changePerson(person.id, { name: next });
    await refresh([['people'], ['teams'], ['me']]);
  };
  const mailTo = (
    <a className="link" href={`mailto:${email}`}>
      {email}
    </a>
  );
  return (
    <Facts
      facts={[
        { label: 'Name', value: <InlineEdit label="Name" value={name} save={rename} may={may} /> },
        { label: 'E-mail', value: mailTo },
        { label: 'Time zone', value: timeZone ?? theirs },
        { label: 'Hours', value: workingHours === null ? theirs : hoursWords(workingHours) },
        { label: 'Last seen', value: lastSeenAt === null ? 'Not lately' : <RelativeTime at={lastSeenAt} /> },
        { label: 'Joined', value: <RelativeTime at={createdAt} /> },
        { label: 'Two-step', value: secondFactor ? 'On' : 'Off' },
      ]}
    />
  );
}

function Access({ person }: { person: Person }) {
  const { active, deactivatedAt, deactivatedBy, name } = person;
  if (active) {
    return (
      <Section title="Access" hint="For somebody who leaves. All they did stays under their name.">
        <p>
          Deactivating signs {name} out everywhere at once. Their contacts stay theirs until you give them to
          somebody else.
        </p>
        <div>
          <Button danger onClick={() => void setActive(person, false)}>
            Deactivate
          </Button>
        </div>
      </Section>
    );
  }
  return (
    <Section title="Access">
      <p>
        Deactivated {deactivatedBy !== null && `by ${deactivatedBy.name} `}
        {deactivatedAt !== null && <RelativeTime at={deactivatedAt} />}. {name} cannot sign in.
      </p>
      <div>
        <Button onClick={() => void setActive(person, true)}>Let {name} in again</Button>
      </div>
    </Section>
  );
}
