import './companies.css';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Block } from '../../../web/record/Block.tsx';
import { useMay } from '../../../web/session.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { later } from '../../../web/ui/later.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { Popover } from '../../../web/ui/Popover.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { attempt, type Contact } from '../contacts.ts';
import { CompanyFinder } from '../find/finders.tsx';
import { takeOut, useWorkplaces, workAt, type CompanyRef, type Workplaces } from './companies.ts';
import { peopleWords, roleWord } from './words.ts';

const RolesDialog = later(async () => (await import('./record/RolesDialog.tsx')).RolesDialog);
const NewCompanyDialog = later(async () => (await import('./new/NewCompanyDialog.tsx')).NewCompanyDialog);

/** Where a contact works and with whom, what they are there, and to other companies. */
export function WorkBlock({ contact, may }: { contact: Contact; may: boolean }) {
  const { data } = useWorkplaces(contact.id);
  if (data === undefined) return null;
  const { company, others } = data;
  return (
    <Block title="Company">
      {company === null ? (
        <NoCompany contact={contact} suggestion={data.suggestion} may={may} />
      ) : (
        <Workplace contact={contact} company={company} may={may} />
      )}
      {company !== null && data.colleagues.length > 0 && <Colleagues work={data} company={company} />}
      {others.length > 0 && (
        <ul className="people-list" aria-label="Other companies">
          {others.map((other) => (
            <li key={other.id}>
              <Avatar name={other.name} size="medium" square />
              <div className="stack tight">
                <Link to={`/companies/${other.id}`} className="strong truncate">
                  {other.name}
                </Link>
                <Roles roles={other.roles} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Block>
  );
}

type Workplace = NonNullable<Workplaces['company']>;

function Workplace({ contact, company, may }: { contact: Contact; company: Workplace; may: boolean }) {
  const mayName = useMay('companies.edit');
  const [editing, setEditing] = useState(false);
  const { id, name, industry, city, parent, roles } = company;
  const person = { id: contact.id, name: contact.name, roles, worksHere: true };
  return (
    <div className="workplace">
      <Avatar name={name} size="medium" square />
      <div className="stack tight">
        <Link to={`/companies/${id}`} className="strong truncate">
          {name}
        </Link>
        <span className="small muted truncate">{[industry, city].filter(Boolean).join(', ')}</span>
        {parent !== null && (
          <span className="small muted truncate">
            belongs to{' '}
            <Link to={`/companies/${parent.id}`} className="link">
              {parent.name}
            </Link>
          </span>
        )}
        <Roles roles={roles} />
      </div>
      {(may || mayName) && (
        <Menu
          label={`${contact.name} at ${name}`}
          align="end"
          renderTrigger={(props) => <IconButton icon="more" label={`More about ${name}`} {...props} />}
          items={[
            mayName && {
              label: roles.length > 0 ? 'Edit roles' : 'Add roles',
              icon: 'edit',
              onSelect: () => setEditing(true),
            },
            may && 'rule',
            may && {
              label: 'No longer works there',
              icon: 'bin',
              danger: true,
              onSelect: () => void attempt(() => takeOut(company, person)),
            },
          ]}
        />
      )}
      {editing && <RolesDialog company={company} person={person} onClose={() => setEditing(false)} />}
    </div>
  );
}

function Colleagues({ work, company }: { work: Workplaces; company: CompanyRef }) {
  const { colleagues, colleagueCount } = work;
  return (
    <>
      <h3 className="small muted">Colleagues</h3>
      <ul className="people-list">
        {colleagues.map(({ id, name, jobTitle, roles }) => (
          <li key={id}>
            <Avatar name={name} size="small" />
            <div className="stack tight">
              <span className="truncate">
                <Link to={`/contacts/${id}`}>{name}</Link>
                {jobTitle !== null && <span className="muted">, {jobTitle}</span>}
              </span>
              <Roles roles={roles} />
            </div>
          </li>
        ))}
      </ul>
      {colleagueCount > colleagues.length && (
        <Link to={`/companies/${company.id}`} className="link small">
          All {peopleWords(colleagueCount + 1)}
        </Link>
      )}
    </>
  );
}

type NoneProps = { contact: Contact; suggestion: CompanyRef | null; may: boolean };

/** A name that was only written, a company that fits, or nothing yet. */
function NoCompany({ contact, suggestion, may }: NoneProps) {
  const mayCreate = useMay('companies.edit');
  const [creating, setCreating] = useState(false);
  const { companyName, id } = contact;
  const link = ({ id: companyId, name }: CompanyRef) =>
    attempt(() => workAt(id, companyId), `${contact.name} works at ${name} now`, {
      undo: () => workAt(id, null),
    });
  return (
    <>
      <p className="muted">
        {companyName === null
          ? 'Not known.'
          : `“${companyName}” is only written here, and not linked to a company.`}
      </p>
      {may && (
        <div className="row wrap">
          {suggestion !== null && (
            <Button small icon="link" onClick={() => void link(suggestion)}>
              Link to {suggestion.name}
            </Button>
          )}
          {companyName !== null && suggestion === null && mayCreate && (
            <Button small icon="plus" onClick={() => setCreating(true)}>
              Create company
            </Button>
          )}
          <ChooseCompany choose={link} />
        </div>
      )}
      {creating && (
        <NewCompanyDialog
          known={{ name: companyName ?? '', domain: domainOf(contact.email) }}
          onClose={() => setCreating(false)}
          onCreated={async (company) => {
            await link(company);
            setCreating(false);
          }}
        />
      )}
    </>
  );
}

function ChooseCompany({ choose }: { choose: (company: CompanyRef) => Promise<unknown> }) {
  return (
    <Popover
      label="Company"
      className="finder-box"
      renderTrigger={(props) => (
        <Button small ghost {...props}>
          Choose company
        </Button>
      )}
    >
      {(close) => (
        <CompanyFinder
          label="Company"
          choose={(found) => {
            close();
            void choose(found);
          }}
        />
      )}
    </Popover>
  );
}

function Roles({ roles }: { roles: readonly string[] }) {
  if (roles.length === 0) return null;
  return (
    <span className="roles">
      {roles.map((role) => (
        <Tag key={role}>{roleWord(role)}</Tag>
      ))}
    </span>
  );
}

/** A guess: the server refuses what is anybody's mailbox. */
function domainOf(email: string | null): string {
  const domain = email?.slice(email.lastIndexOf('@') + 1) ?? '';
  return anybodys.test(domain) ? '' : domain;
}

const anybodys = /^(gmail|googlemail|yahoo|hotmail|outlook|live|icloud|me|gmx|web|aol|proton(mail)?|mail)\./;
