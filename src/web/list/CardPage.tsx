import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';

type Props<T extends { id: string }> = {
  items: readonly T[];
  renderCard: (item: T) => ReactNode;
  linkTo: (item: T) => string;
  nameOf: (item: T) => string;
  /** Set while a touch selects instead of opening. */
  isChosen?: (id: string) => boolean;
  pick?: (id: string) => void;
};

const ahead = '1200px';

/** Some cards. Far out of sight only their height is kept: a long way down costs no more than the first screen. */
export function CardPage<T extends { id: string }>(props: Props<T>) {
  const { items, renderCard, linkTo, nameOf, isChosen, pick } = props;
  const box = useRef<HTMLUListElement>(null);
  const [height, setHeight] = useState<number>();
  useEffect(() => {
    const list = box.current;
    if (list === null) return undefined;
    const watch = new IntersectionObserver(
      ([seen]) => setHeight((seen?.isIntersecting ?? true) ? undefined : list.offsetHeight),
      { rootMargin: ahead },
    );
    watch.observe(list);
    return () => watch.disconnect();
  }, []);
  if (height !== undefined) return <ul ref={box} style={{ height }} />;
  return (
    <ul ref={box}>
      {items.map((item) => (
        <li key={item.id}>
          {pick === undefined ? (
            <Link to={linkTo(item)} className="list-card">
              {renderCard(item)}
            </Link>
          ) : (
            <label className="list-card picking">
              <input
                type="checkbox"
                className="check"
                aria-label={`Select ${nameOf(item)}`}
                checked={isChosen?.(item.id) ?? false}
                onChange={() => pick(item.id)}
              />
              {renderCard(item)}
            </label>
          )}
        </li>
      ))}
    </ul>
  );
}
