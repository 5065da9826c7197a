import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { api } from '../../../web/api.ts';
import { useMay } from '../../../web/session.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { useFieldControl } from '../../../web/ui/Field.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import type { Person } from './open-log.ts';

type Found = { id: string; name: string; companyName: string | null; email: string | null };
type Props = { value: Person | undefined; onChange: (person: Person | undefined) => void };

/** Whom it was with: found while one types, or made on the spot. */
export function PersonPicker({ value, onChange }: Props) {
  if (value === undefined) return <Search choose={onChange} />;
  return (
    <div className="person-chosen">
      <Avatar name={value.name} size="small" />
      <span className="strong truncate">{value.name}</span>
      {value.subtitle !== undefined && <span className="muted truncate">{value.subtitle}</span>}
      {value.id === '' && <span className="muted">new</span>}
      <span className="end">
        <Button small ghost onClick={() => onChange(undefined)}>
          Change
        </Button>
      </span>
    </div>
  );
}

function Search({ choose }: { choose: (person: Person) => void }) {
  const id = useId();
  const control = useFieldControl();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const people = usePeople(typed.trim());
  const at = Math.min(active, people.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const person = people[at];
    if (step !== undefined && people.length > 0) setActive((at + step + people.length) % people.length);
    else if (event.key === 'Enter' && person !== undefined && !event.metaKey && !event.ctrlKey)
      choose(person);
    else return;
    event.preventDefault();
  };
  return (
    <div className="person-search">
      <input
        className="input"
        type="text"
        role="combobox"
        aria-expanded={people.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={people.length > 0 ? `${id}-${at}` : undefined}
        placeholder="Name, company or e-mail address"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        {...control}
        value={typed}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
      />
      <div id={`${id}-list`} role="listbox" aria-label="People found" className="people-found">
        {people.map((person, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys work in the field
          <div
            key={person.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={classes(index === at && 'active')}
            onPointerMove={() => setActive(index)}
            onClick={() => choose(person)}
          >
            {person.id === '' ? <Icon name="plus" size={14} /> : <Avatar name={person.name} size="small" />}
            <span className="strong truncate">
              {person.id === '' ? `New contact “${person.name}”` : person.name}
            </span>
            {person.subtitle !== undefined && <span className="muted truncate">{person.subtitle}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}

function usePeople(typed: string): Person[] {
  const [question, setQuestion] = useState('');
  const mayCreate = useMay('contacts.create');
  useEffect(() => {
    const timer = setTimeout(() => setQuestion(typed), 120);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data } = useQuery({
    queryKey: ['contacts', 'found', question],
    queryFn: ({ signal }) =>
      api.get<{ items: Found[] }>('/api/contacts', {
        search: { q: question, limit: 6, sort: '-updatedAt' },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const found = (data?.items ?? []).map(({ id, name, companyName, email }): Person => ({
    id,
    name,
    subtitle: companyName ?? email ?? undefined,
  }));
  const settled = question === typed;
  const isNew = typed.length > 1 && settled && !typed.includes('@') && mayCreate;
  return isNew ? [...found, { id: '', name: typed }] : found;
}
