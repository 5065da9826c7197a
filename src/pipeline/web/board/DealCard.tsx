import { Link } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { teamOf, useColleagues } from '../../../audience/web/people.ts';
import { useReach } from '../../../audience/web/reach.ts';
import { Avatar } from '../../../web/ui/Avatar.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { Money } from '../../../web/ui/Money.tsx';
import type { Deal } from '../deals.ts';
import { DealDay } from '../parts/DealDay.tsx';
import { moveItems } from '../parts/move-items.ts';
import { lostWords, stageOrder, type Stage } from '../words.ts';

type Props = { deal: Deal; drag: (deal: Deal | undefined) => void; move: (stage: Stage) => void };

/** Carried by the mouse, moved with Shift and an arrow key, or by its menu. */
export function DealCard({ deal, drag, move }: Props) {
  const { id, name } = deal;
  const may = useReach(deal)('deals.edit');
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const to = step === undefined ? undefined : stageOrder[stageOrder.indexOf(deal.stage) + step];
    if (event.shiftKey && to !== undefined && may) move(to);
    else if (event.shiftKey || !focusBeside(event)) return;
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- carried by the mouse; keys and the menu do the same
    <li
      className="deal-card"
      draggable={may}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', name);
        drag(deal);
      }}
      onDragEnd={() => drag(undefined)}
    >
      <div className="row between">
        <Link
          to={`/deals/${id}`}
          className="strong cover"
          draggable={false}
          aria-keyshortcuts={may ? 'Shift+ArrowLeft Shift+ArrowRight' : undefined}
          onKeyDown={onKeyDown}
        >
          {name}
        </Link>
        {may && (
          <Menu
            label={`Move ${name}`}
            align="end"
            renderTrigger={(props) => <IconButton icon="more" label={`Move ${name}`} {...props} />}
            items={moveItems(deal.stage, move)}
          />
        )}
      </div>
      <About deal={deal} />
    </li>
  );
}

/** With whom, what it is worth and when. */
function About({ deal }: { deal: Deal }) {
  const { amount, currency, owner, contact, company, lostReason } = deal;
  const colleagues = useColleagues();
  const people = [contact?.name, company?.name].filter(Boolean).join(', ');
  return (
    <>
      {people !== '' && <span className="small muted truncate">{people}</span>}
      {lostReason !== null && <span className="small">{lostWords[lostReason]}</span>}
      <span className="row between">
        {amount !== null && currency !== null ? (
          <span className="strong">
            <Money minor={amount} currency={currency} />
          </span>
        ) : (
          <span className="small muted">No amount</span>
        )}
        <span className="row small muted">
          <DealDay deal={deal} />
          {owner !== null && (
            <Avatar name={owner.name} team={teamOf(colleagues.get(owner.id))} size="small" alone />
          )}
        </span>
      </span>
    </>
  );
}

/** Arrows walk over the cards; says whether there was somewhere to go. */
function focusBeside({ key, currentTarget }: KeyboardEvent<HTMLElement>): boolean {
  const card = currentTarget.closest('li');
  const column = card?.closest('section');
  const place = [...(card?.parentElement?.children ?? [])].findIndex((each) => each === card);
  const cards = (of: Element | null | undefined) => of?.querySelectorAll<HTMLElement>('.deal-card a') ?? [];
  const targets: Record<string, () => HTMLElement | undefined> = {
    ArrowDown: () => cards(column)[place + 1],
    ArrowUp: () => cards(column)[place - 1],
    ArrowLeft: () => atMost(cards(column?.previousElementSibling), place),
    ArrowRight: () => atMost(cards(column?.nextElementSibling), place),
  };
  const target = targets[key]?.();
  target?.focus();
  return target !== undefined;
}

function atMost(cards: ArrayLike<HTMLElement>, place: number): HTMLElement | undefined {
  return cards[Math.min(place, cards.length - 1)];
}
