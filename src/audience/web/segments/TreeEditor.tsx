import { Button } from '../../../web/ui/Button.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { AddCondition } from './AddCondition.tsx';
import { ConditionLine } from './ConditionLine.tsx';
import {
  addTo,
  changePart,
  emptyGroup,
  isGroup,
  newCondition,
  removeFrom,
  setMatch,
  type Draft,
  type DraftGroup,
  type Match,
} from './draft.ts';
import type { OfferedField } from './segments.ts';
import { joinWords, matchChoices } from './words.ts';

const DEEPEST = 5;

type Props = {
  root: DraftGroup;
  offers: readonly OfferedField[];
  onChange: (root: DraftGroup) => void;
};

/** Groups of conditions, groups within groups. */
export function TreeEditor(props: Props) {
  return <Group {...props} group={props.root} depth={1} />;
}

function Group({ root, group, depth, offers, onChange }: Props & { group: DraftGroup; depth: number }) {
  const inner = depth > 1;
  return (
    <fieldset className="condition-group" data-depth={depth}>
      <legend className="sr">{inner ? 'Group' : 'Conditions'}</legend>
      <div className="row between">
        <Select
          className="match"
          aria-label="How the conditions of this group are joined"
          value={group.match}
          choices={matchChoices}
          onChange={(match) => onChange(setMatch(root, group.key, match as Match))}
        />
        {inner && (
          <IconButton
            icon="cross"
            label="Remove group"
            onClick={() => onChange(removeFrom(root, group.key))}
          />
        )}
      </div>
      <ol className="condition-list">
        {group.items.map((item, index) => (
          <li key={item.key}>
            {index > 0 && <span className="joiner">{joinWords[group.match]}</span>}
            <Part item={item} root={root} depth={depth} offers={offers} onChange={onChange} />
          </li>
        ))}
      </ol>
      <div className="row">
        <AddCondition
          offers={offers}
          onAdd={({ offer, already }) => onChange(addTo(root, group.key, newCondition(offer, already)))}
        />
        {depth < DEEPEST && (
          <Button
            small
            ghost
            icon="plus"
            onClick={() =>
              onChange(addTo(root, group.key, emptyGroup(group.match === 'any' ? 'all' : 'any')))
            }
          >
            Group
          </Button>
        )}
      </div>
    </fieldset>
  );
}

function Part({ item, root, depth, offers, onChange }: Props & { item: Draft; depth: number }) {
  if (isGroup(item))
    return <Group group={item} root={root} depth={depth + 1} offers={offers} onChange={onChange} />;
  return (
    <ConditionLine
      condition={item}
      offer={offers.find(({ source, field }) => source === item.source && field === item.field)}
      onChange={(given) =>
        onChange(changePart(root, item.key, (part) => (isGroup(part) ? part : { ...part, given })))
      }
      onRemove={() => onChange(removeFrom(root, item.key))}
    />
  );
}
