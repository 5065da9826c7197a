import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { about, count } from '../../../../web/numbers.ts';
import { queryClient } from '../../../../web/query.ts';
import { Block } from '../../../../web/record/Block.tsx';
import { Avatar } from '../../../../web/ui/Avatar.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { IconButton } from '../../../../web/ui/IconButton.tsx';
import { later } from '../../../../web/ui/later.tsx';
import { Menu } from '../../../../web/ui/Menu.tsx';
import { Skeleton } from '../../../../web/ui/Skeleton.tsx';
import { Tag } from '../../../../web/ui/Tag.tsx';
import { attempt } from '../../contacts.ts';
import { takeOut, usePeopleOf, type Company, type Person } from '../companies.ts';
import { roleWord } from '../words.ts';

const AddPersonDialog = later(async () => (await import('./AddPersonDialog.tsx')).AddPersonDialog);
const RolesDialog = later(async () => (await import('./RolesDialog.tsx')).RolesDialog);

/** Who works there, and what they are to a sale; those with a role first. */
export function PeopleBlock({ company, may }: { company: Company; may: boolean }) {
  const query = usePeopleOf(company.id);
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<Person>();
  const people = query.data?.pages.flatMap((page) => page.items) ?? [];
  const estimate = query.data?.pages[0]?.estimate;
  return (
    <Block title="People" end={estimate !== undefined && estimate.count > 0 ? sizeOf(estimate) : undefined}>
      {query.isPending && <Skeleton lines={3} />}
      {query.isSuccess && people.length === 0 && <p className="muted">Nobody we know works here yet.</p>}
      <ul className="people-list">
        {people.map((person) => (
          <PersonLine
            key={person.id}
            company={company}
            person={person}
            may={may}
            edit={() => setEditing(person)}
          />
        ))}
      </ul>
      <div className="row wrap">
        {query.hasNextPage && (
          <Button small busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        )}
        {may && (
          <Button small icon="plus" onClick={() => setAdding(true)}>
            Add person
          </Button>
        )}
        {company.people > 0 && (
          <Link
            to={`/contacts?filter=${encodeURIComponent(filterOf(company))}`}
            className="link small end"
            // Among the choices of that filter this company may not be yet: it would stand there as an id.
            onClick={() => queryClient.removeQueries({ queryKey: ['choices', '/contacts', 'company'] })}
          >
            Open as a list
          </Link>
        )}
      </div>
      {adding && <AddPersonDialog company={company} onClose={() => setAdding(false)} />}
      {editing !== undefined && (
        <RolesDialog company={company} person={editing} onClose={() => setEditing(undefined)} />
      )}
    </Block>
  );
}

type LineProps = { company: Company; person: Person; may: boolean; edit: () => void };

function PersonLine({ company, person, may, edit }: LineProps) {
  const { id, name, jobTitle, roles, worksHere } = person;
  const about = [jobTitle, worksHere ? undefined : 'works elsewhere'].filter(Boolean).join(', ');
  return (
    <li>
      <Avatar name={name} size="medium" />
      <div className="stack tight">
        <Link to={`/contacts/${id}`} className="strong truncate">
          {name}
        </Link>
        {about !== '' && <span className="small muted truncate">{about}</span>}
        {roles.length > 0 && (
          <span className="roles">
            {roles.map((role) => (
              <Tag key={role}>{roleWord(role)}</Tag>
            ))}
          </span>
        )}
      </div>
      {may && (
        <Menu
          label={`${name} at ${company.name}`}
          align="end"
          renderTrigger={(props) => <IconButton icon="more" label={`More about ${name}`} {...props} />}
          items={[
            { label: roles.length > 0 ? 'Edit roles' : 'Add roles', icon: 'edit', onSelect: edit },
            'rule',
            {
              label: worksHere ? 'Take out of the company' : 'Remove roles',
              icon: 'bin',
              danger: true,
              onSelect: () => void attempt(() => takeOut(company, person)),
            },
          ]}
        />
      )}
    </li>
  );
}

function sizeOf({ count: number, exact }: { count: number; exact: boolean }): string {
  return exact ? count(number) : about(number);
}

function filterOf({ id }: Company): string {
  return JSON.stringify([['company', 'is', [id]]]);
}
