import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { sourceWords } from '../../../audience/web/words.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import type { Item } from './feedback.ts';
import { SaidMenu } from './SaidMenu.tsx';
import { noteIcons, whatWords } from './words.ts';

type Props = {
  item: Item;
  /** Before the words: a box to tick. */
  start?: ReactNode;
  end?: ReactNode;
  /** Its theme is told already by where it stands. */
  themed?: boolean;
};

/** One thing somebody said, in their words first. */
export function SaidItem({ item, start, end, themed = false }: Props) {
  const { by, at, contact, company, competitor, product, store, place, source, campaign, theme } = item;
  const team = item.type === 'verdict' ? 'sales' : undefined;
  return (
    <li className="said">
      {start}
      <div className="stack">
        <span className="row wrap what">
          <span className={`disc ${team ?? ''}`}>
            <Icon name={item.kind === null ? 'handoff' : noteIcons[item.kind]} size={14} />
          </span>
          <span className="strong">{whatWords(item)}</span>
          {[competitor, product, store].map(
            (name) =>
              name !== null && (
                <Tag key={name} tone="outline">
                  {name}
                </Tag>
              ),
          )}
          {!themed && theme !== null && (
            <Link to={`/feedback/themes/${theme.id}`} className="link small">
              {theme.name}
            </Link>
          )}
        </span>
        {item.words !== null && <p className="words">{item.words}</p>}
        <span className="small muted row wrap">
          <span>
            {by.name}, <RelativeTime at={at} />
            {place !== null && `, ${place}`}
            {item.editedAt !== null && ', corrected'}
          </span>
          {contact !== null && (
            <Link to={`/contacts/${contact.id}`} className="link">
              {contact.name}
            </Link>
          )}
          {company !== null && (
            <Link to={`/companies/${company.id}`} className="link">
              {company.name}
            </Link>
          )}
          {item.type === 'verdict' && item.handoffId !== null && (
            <Link to={`/handoff/${item.handoffId}`} className="link">
              Hand-off
            </Link>
          )}
          {source !== null && source !== 'unknown' && <span>{sourceWords[source]}</span>}
          {campaign !== null && <span>{campaign}</span>}
        </span>
      </div>
      {end}
      {item.mayEdit && <SaidMenu item={item} />}
    </li>
  );
}
