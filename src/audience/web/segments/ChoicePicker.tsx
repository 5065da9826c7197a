import { useState } from 'react';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Popover } from '../../../web/ui/Popover.tsx';
import { SearchInput } from '../../../web/ui/SearchInput.tsx';
import type { Choice } from '../../../web/ui/Select.tsx';

type Props = {
  label: string;
  /** What the button says while nothing is picked. */
  blank: string;
  choices: readonly Choice[];
  picked: readonly string[];
  onChange: (picked: string[]) => void;
};

/** Several of many: the button says which. */
export function ChoicePicker({ label, blank, choices, picked, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const found = choices.filter((choice) => choice.label.toLowerCase().includes(typed.trim().toLowerCase()));
  return (
    <Popover
      label={label}
      onClose={() => setTyped('')}
      renderTrigger={(trigger) => (
        <Button
          className="picker"
          {...trigger}
          aria-label={`${label}: ${pickedWords(choices, picked, blank)}`}
        >
          {pickedWords(choices, picked, blank)}
        </Button>
      )}
    >
      {(close) => (
        <form
          className="inner filter-box"
          onSubmit={(event) => {
            event.preventDefault();
            close();
          }}
        >
          {choices.length > 8 && <SearchInput label="Find" value={typed} onChange={setTyped} />}
          <fieldset className="choices" aria-label={label}>
            {found.map((choice) => (
              <div key={choice.value} className="column-line">
                <Checkbox
                  checked={picked.includes(choice.value)}
                  label={choice.label}
                  onChange={(on) =>
                    onChange(on ? [...picked, choice.value] : picked.filter((each) => each !== choice.value))
                  }
                />
              </div>
            ))}
            {found.length === 0 && <p className="muted">Nothing of that name.</p>}
          </fieldset>
          <Button small type="submit">
            Done
          </Button>
        </form>
      )}
    </Popover>
  );
}

function pickedWords(choices: readonly Choice[], picked: readonly string[], blank: string): string {
  const names = picked.map((value) => choices.find((choice) => choice.value === value)?.label ?? value);
  if (names.length === 0) return blank;
  if (names.length > 3) return `${names.slice(0, 2).join(', ')} or ${names.length - 2} more`;
  return names.length === 1 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
