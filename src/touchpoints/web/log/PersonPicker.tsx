import { useEffect, useRef, useState } from 'react';
import { ContactFinder } from '../../../audience/web/find/finders.tsx';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { focusAfter } from '../../../web/ui/focus.ts';
import type { Employer, Person } from './open-log.ts';

type Props = {
  value: Person | undefined;
  company?: Employer | undefined;
  onChange: (person: Person | undefined) => void;
};

/** Whom it was with: found while one types, or made on the spot. Once chosen, one goes on in the next field. */
export function PersonPicker({ value, company, onChange }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(false);
  useEffect(() => {
    if (chosen && box.current) focusAfter(box.current);
  }, [chosen]);
  if (value === undefined)
    return (
      <ContactFinder
        create
        always
        employer={company}
        choose={(person) => {
          setChosen(true);
          onChange(person);
        }}
      />
    );
  return (
    <div className="person-chosen" ref={box}>
      <Avatar name={value.name} size="small" />
      <span className="strong truncate">{value.name}</span>
      {value.subtitle !== undefined && <span className="muted truncate">{value.subtitle}</span>}
      {value.id === '' && <span className="muted">new</span>}
      <span className="end">
        <Button
          small
          ghost
          onClick={() => {
            setChosen(false);
            onChange(undefined);
          }}
        >
          Change
        </Button>
      </span>
    </div>
  );
}
