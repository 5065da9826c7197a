import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { useFieldControl } from '../../../web/ui/Field.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { useEnter } from '../../../web/ui/use-enter.ts';
import './finder.css';

/** `id` is '' for one that is not there yet. */
export type Found = { id: string; name: string; subtitle?: string | undefined };

type Props = {
  /** Starts the query key: what is looked for. */
  noun: string;
  /** Among which of them, where that is not always the same. */
  among?: string | undefined;
  placeholder: string;
  search: (text: string, signal: AbortSignal) => Promise<Found[]>;
  choose: (found: Found) => void;
  /** What is offered for a name nobody has: 'New company'. Left out: only what is there can be chosen. */
  create?: string | undefined;
  /** What the new one would belong to: 'at Farrow & Co'. */
  createIn?: string | undefined;
  square?: boolean;
  /** It is what the form is about: what was found stands there whether one is in the field or not. */
  always?: boolean;
  /** Of the field, where no label stands beside it. */
  label?: string;
};

const patience = 120;
const nothing: readonly Found[] = [];

/** Finds a record while one types; arrows and Enter choose. */
export function Finder({ square = false, always = false, choose, ...asked }: Props) {
  const id = useId();
  const control = useFieldControl();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [here, setHere] = useState(always);
  const { found, answered } = useFound(asked, typed.trim());
  const at = Math.min(active, found.length - 1);
  const enter = useEnter(answered, () => {
    const one = found[at];
    if (one !== undefined) choose(one);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) setActive((at + step + found.length) % found.length);
    else if (event.key === 'Enter' && !event.metaKey && !event.ctrlKey) enter.press(undefined);
    else return;
    event.preventDefault();
  };
  return (
    <div className="finder">
      <input
        className="input"
        type="text"
        role="combobox"
        aria-expanded={here && found.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={here && found.length > 0 ? `${id}-${at}` : undefined}
        aria-label={asked.label}
        placeholder={asked.placeholder}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        {...control}
        value={typed}
        onKeyDown={onKeyDown}
        onFocus={() => setHere(true)}
        onBlur={() => setHere(always)}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
          enter.forget();
        }}
      />
      <Options
        id={id}
        found={here ? found : nothing}
        at={at}
        point={setActive}
        choose={choose}
        create={asked.create}
        square={square}
      />
    </div>
  );
}

type OptionsProps = Pick<Props, 'choose' | 'create'> & {
  id: string;
  found: readonly Found[];
  at: number;
  point: (at: number) => void;
  square: boolean;
};

function Options({ id, found, at, point, choose, create, square }: OptionsProps) {
  return (
    <div id={`${id}-list`} role="listbox" aria-label="Found" className="found">
      {found.map((one, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys work in the field
        <div
          key={one.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          className={classes(index === at && 'active')}
          onPointerMove={() => point(index)}
          // The field keeps the focus, or the list would be gone before the click.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => choose(one)}
        >
          {one.id === '' ? (
            <Icon name="plus" size={14} />
          ) : (
            <Avatar name={one.name} size="small" square={square} />
          )}
          <span className="strong truncate">{one.id === '' ? `${create} “${one.name}”` : one.name}</span>
          {one.subtitle !== undefined && <span className="muted truncate">{one.subtitle}</span>}
        </div>
      ))}
    </div>
  );
}

type Answer = { found: Found[]; answered: boolean };

type Asked = Pick<Props, 'noun' | 'among' | 'search' | 'create' | 'createIn'>;

function useFound({ noun, among = 'all', search, create, createIn }: Asked, typed: string): Answer {
  const [question, setQuestion] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQuestion(typed), patience);
    return () => clearTimeout(timer);
  }, [typed]);
  const {
    data = [],
    isPlaceholderData,
    isPending,
  } = useQuery({
    queryKey: [noun, 'found', among, question],
    queryFn: ({ signal }) => search(question, signal),
    placeholderData: keepPreviousData,
  });
  const answered = question === typed && !isPlaceholderData && !isPending;
  const isThere = data.some(({ name }) => name.toLowerCase() === typed.toLowerCase());
  // An e-mail address is nobody's name.
  const isName = typed.length > 1 && !typed.includes('@');
  const isNew = answered && create !== undefined && isName && !isThere;
  return { found: isNew ? [...data, { id: '', name: typed, subtitle: createIn }] : data, answered };
}
