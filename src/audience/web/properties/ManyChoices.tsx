import { useState } from 'react';
import { Popover } from '../../../web/ui/Popover.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { attempt } from '../contacts.ts';
import type { Property } from './properties.ts';
import { Ticks } from './ValueInput.tsx';
import { choiceLabel } from './words.ts';

type Props = {
  property: Property;
  value: string[];
  may: boolean;
  save: (value: string[] | '') => Promise<unknown>;
};

/** Any of the choices: ticked in a small window, saved when it closes. */
export function ManyChoices({ property, value, may, save }: Props) {
  const [draft, setDraft] = useState<string[]>();
  const { label } = property;
  const keep = () => {
    const next = draft ?? value;
    setDraft(undefined);
    const same = next.length === value.length && next.every((each) => value.includes(each));
    if (same) return;
    const written = (list: string[]) => save(list.length === 0 ? '' : list);
    void attempt(() => written(next), `${label} changed`, { undo: () => written(value) });
  };
  const words = (draft ?? value).map((each) => choiceLabel(property, each));
  const chips = (
    <span className="row wrap tight">
      {words.map((word) => (
        <Tag key={word}>{word}</Tag>
      ))}
    </span>
  );
  if (!may) return words.length === 0 ? <span>Not known</span> : chips;
  return (
    <Popover
      label={label}
      onClose={keep}
      renderTrigger={(trigger) => (
        <button type="button" className="inline-edit" data-inline-edit {...trigger}>
          <span className="sr">{label}: </span>
          {words.length === 0 ? <span className="blank">Add</span> : chips}
          <span className="sr">. Edit</span>
        </button>
      )}
    >
      {() => (
        <div className="inner filter-box">
          <Ticks property={property} value={draft ?? value} onChange={setDraft} />
        </div>
      )}
    </Popover>
  );
}
