import { useEffect, useRef, type ClipboardEvent, type KeyboardEvent } from 'react';
import { Button } from '../../../web/ui/Button.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { newChoice, pasted, type DraftChoice } from './property-form.ts';

type Props = {
  value: DraftChoice[];
  onChange: (choices: DraftChoice[]) => void;
  error: string | undefined;
};

/** The choices in their order: Enter goes on to the next, a pasted list becomes a choice per line. */
export function ChoiceLines({ value, onChange, error }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<number>(undefined);
  const choices = value.length === 0 ? [blank] : value;
  useEffect(() => {
    if (wanted.current === undefined) return;
    list.current?.querySelectorAll('input')[wanted.current]?.focus();
    wanted.current = undefined;
  });
  const put = (next: DraftChoice[], focus?: number) => {
    wanted.current = focus;
    onChange(next);
  };
  const insertAfter = (index: number, labels: string[]) =>
    put(choices.toSpliced(index + 1, 0, ...labels.map(newChoice)), index + labels.length);
  return (
    <fieldset className="field">
      <legend className="label">Choices</legend>
      <ul className="choice-lines" ref={list}>
        {choices.map((choice, index) => (
          <ChoiceLine
            key={choice.id}
            choice={choice}
            place={index + 1}
            last={choices.length}
            change={(part) => put(choices.with(index, { ...choice, ...part }))}
            remove={() => put(choices.toSpliced(index, 1), Math.max(0, index - 1))}
            move={(step) => put(choices.toSpliced(index, 1).toSpliced(index + step, 0, choice))}
            insert={(labels) => insertAfter(index, labels)}
          />
        ))}
      </ul>
      {error !== undefined && (
        <span className="wrong" role="alert">
          <Icon name="warning" size={14} />
          {error}
        </span>
      )}
      <div>
        <Button small ghost icon="plus" onClick={() => insertAfter(choices.length - 1, [''])}>
          Add a choice
        </Button>
      </div>
    </fieldset>
  );
}

const blank = newChoice();

type LineProps = {
  choice: DraftChoice;
  place: number;
  last: number;
  change: (part: Partial<DraftChoice>) => void;
  remove: () => void;
  move: (step: number) => void;
  insert: (labels: string[]) => void;
};

function ChoiceLine({ choice, place, last, change, remove, move, insert }: LineProps) {
  const { label, value, retired } = choice;
  const name = label.trim() === '' ? `choice ${place}` : label;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') insert(['']);
    else if (event.key === 'Backspace' && label === '' && value === undefined && last > 1) remove();
    else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    const lines = pasted(event.clipboardData.getData('text'));
    if (lines.length < 2) return;
    event.preventDefault();
    const [first = '', ...rest] = lines;
    if (label === '') change({ label: first });
    insert(label === '' ? rest : lines);
  };
  return (
    <li className={retired ? 'retired' : undefined}>
      <TextInput
        value={label}
        onChange={(typed) => change({ label: typed })}
        aria-label={`Choice ${place}`}
        {...{ onKeyDown, onPaste }}
      />
      <span className="row tight">
        <IconButton
          icon="chevronUp"
          label={`Move ${name} up`}
          disabled={place === 1}
          onClick={() => move(-1)}
        />
        <IconButton
          icon="chevronDown"
          label={`Move ${name} down`}
          disabled={place === last}
          onClick={() => move(1)}
        />
        {value === undefined ? (
          <IconButton icon="cross" label={`Remove ${name}`} disabled={last === 1} onClick={remove} />
        ) : (
          <IconButton
            icon={retired ? 'undo' : 'pause'}
            label={retired ? `Offer ${name} again` : `Retire ${name}: stays where it is, is not offered`}
            onClick={() => change({ retired: !retired })}
          />
        )}
      </span>
    </li>
  );
}
