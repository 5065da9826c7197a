import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useKeys } from '../keys.ts';
import { SearchInput } from '../ui/SearchInput.tsx';

const wait = 200;

/** What is typed shows at once; the list is asked when the fingers rest. */
export function ListSearchBox({
  many,
  value,
  onChange,
}: {
  many: string;
  value: string;
  onChange: (q: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  const box = useRef<HTMLInputElement>(null);
  const send = useEffectEvent(onChange);
  const sent = useRef(value);
  // Changed from outside (a view was opened, the browser went back): the URL is right.
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    if (typed.trim() === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = typed.trim();
      send(typed.trim());
    }, wait);
    return () => clearTimeout(timer);
  }, [typed]);
  useKeys('List', { '/': { label: 'Search', run: () => box.current?.focus() } });
  return (
    <SearchInput
      ref={box}
      className="list-search"
      label={`Search ${many}`}
      value={typed}
      onChange={setTyped}
      keys="/"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        if (typed === '') event.currentTarget.blur();
        setTyped('');
      }}
    />
  );
}
