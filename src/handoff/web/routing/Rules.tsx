import { useState, type DragEvent, type KeyboardEvent } from 'react';
import { later } from '../../../web/ui/later.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { moved } from './order.ts';
import { saveRouting, type Rule, type ShownRouting } from './routing.ts';

const RuleDialog = later(async () => (await import('./RuleDialog.tsx')).RuleDialog);

type Props = { routing: ShownRouting; may: boolean };
type Open = { rule: Rule | undefined };

/** The rules as sentences, in the order in which they are asked. */
export function Rules({ routing, may }: Props) {
  const [open, setOpen] = useState<Open>();
  const [dragged, setDragged] = useState<number>();
  const { rules } = routing;
  const move = (from: number, to: number) => {
    if (from === to || to < 0 || to >= rules.length) return;
    void saveRouting(routing, { rules: moved(rules, from, to) }, `Rule ${from + 1} is rule ${to + 1} now`);
  };
  const remove = (rule: Rule) =>
    void saveRouting(routing, { rules: rules.filter(({ id }) => id !== rule.id) }, 'Rule removed');
  const add = may && (
    <Button small icon="plus" onClick={() => setOpen({ rule: undefined })}>
      Rule
    </Button>
  );
  return (
    <Card title="Rules" end={add} flush>
      <ol className="routing-rules">
        {routing.sticky && (
          <li className="fixed">
            <Icon name="pin" size={14} />
            <span>Whoever owns the contact or its company gets it, if they are there.</span>
          </li>
        )}
        {rules.map((rule, index) => (
          <RuleLine
            key={rule.id}
            {...{ rule, index, routing, may, dragged, setDragged, move }}
            edit={() => setOpen({ rule })}
            remove={() => remove(rule)}
          />
        ))}
        <li className="fixed">
          <Icon name="menu" size={14} />
          <span>
            {rules.length === 0
              ? 'Everybody with the role Rep gets them in turn: there are no rules yet.'
              : 'Whom no rule fits waits in the queue; sales is told, and whoever is free claims them.'}
          </span>
        </li>
      </ol>
      {open !== undefined && (
        <RuleDialog routing={routing} rule={open.rule} onClose={() => setOpen(undefined)} />
      )}
    </Card>
  );
}

type LineProps = Props & {
  rule: Rule;
  index: number;
  dragged: number | undefined;
  setDragged: (index: number | undefined) => void;
  move: (from: number, to: number) => void;
  edit: () => void;
  remove: () => void;
};

function RuleLine({ rule, index, routing, may, dragged, setDragged, move, edit, remove }: LineProps) {
  const [over, setOver] = useState(false);
  const said = routing.sentences.find(({ id }) => id === rule.id);
  const dropping = {
    onDragOver: (event: DragEvent) => {
      if (dragged === undefined) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (dragged !== undefined) move(dragged, index);
    },
  };
  return (
    <li className={classes(over && dragged !== index && 'over')} {...dropping}>
      {may && <Grip {...{ index, setDragged, move }} />}
      <span className="number num">{index + 1}</span>
      <span className="stack">
        {rule.name !== null && <span className="strong">{rule.name}</span>}
        <span className={rule.name === null ? undefined : 'muted'}>{said?.sentence}</span>
        {said !== undefined && said.problem !== null && (
          <span className="small negative row">
            <Icon name="warning" size={14} />
            Skipped: {said.problem}
          </span>
        )}
      </span>
      {may && (
        <Menu
          label={`Rule ${index + 1}`}
          align="end"
          renderTrigger={(props) => <IconButton icon="more" label={`More of rule ${index + 1}`} {...props} />}
          items={[
            { label: 'Edit', icon: 'edit', onSelect: edit },
            index > 0 && { label: 'Move up', icon: 'up', onSelect: () => move(index, index - 1) },
            index < routing.rules.length - 1 && {
              label: 'Move down',
              icon: 'down',
              onSelect: () => move(index, index + 1),
            },
            'rule',
            { label: 'Remove', icon: 'bin', danger: true, onSelect: remove },
          ]}
        />
      )}
    </li>
  );
}

/** Dragged with the pointer, or moved with the arrow keys. */
function Grip({ index, setDragged, move }: Pick<LineProps, 'index' | 'setDragged' | 'move'>) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(index, index + step);
  };
  return (
    <IconButton
      icon="grip"
      label={`Move rule ${index + 1}: drag, or use the arrow keys`}
      className="grip"
      draggable
      onKeyDown={onKeyDown}
      onDragStart={() => setDragged(index)}
      onDragEnd={() => setDragged(undefined)}
    />
  );
}
