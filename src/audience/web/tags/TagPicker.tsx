import '../../../web/styles/list.css';
import { useState } from 'react';
import { Icon } from '../../../web/ui/Icon.tsx';
import { SearchInput } from '../../../web/ui/SearchInput.tsx';
import { sameTag, useTagSuggestions } from './tags.ts';

type Props = {
  label: string;
  /** Those it makes no sense to pick. */
  except?: readonly string[];
  /** Whether one may pick a tag that is not there yet. */
  mayCreate?: boolean;
  onPick: (tag: string) => void;
};

const none: readonly string[] = [];

/** Type to find a tag or to make one. Stands in a popover. */
export function TagPicker({ label, except = none, mayCreate = false, onPick }: Props) {
  const [typed, setTyped] = useState('');
  const name = typed.trim();
  const found = useTagSuggestions(typed).filter((tag) => !except.some((each) => sameTag(each, tag.name)));
  const known = [...found.map((tag) => tag.name), ...except].some((each) => sameTag(each, name));
  const offered = mayCreate && name !== '' && !known;
  const [first] = found;
  const pick = (tag: string) => {
    onPick(tag);
    setTyped('');
  };
  const enter = () => {
    if (offered) pick(name);
    else if (first !== undefined) pick(first.name);
  };
  return (
    <div className="inner filter-box">
      <SearchInput
        label={label}
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          enter();
        }}
      />
      <div className="choices">
        {offered && (
          <button type="button" className="menu-item" onClick={() => pick(name)}>
            <Icon name="plus" />
            <span className="truncate">Create “{name}”</span>
          </button>
        )}
        {found.map((tag) => (
          <button key={tag.id} type="button" className="menu-item" onClick={() => pick(tag.name)}>
            <span className="truncate">{tag.name}</span>
          </button>
        ))}
        {found.length === 0 && !offered && (
          <p className="muted">{name === '' && mayCreate ? 'Type the first tag.' : 'No tag of that name.'}</p>
        )}
      </div>
    </div>
  );
}
