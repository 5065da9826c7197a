import '../styles/palette.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useLayoutEffect, useState, type KeyboardEvent } from 'react';
import { api } from '../api.ts';
import { rooms } from '../rooms.ts';
import { may, useSession } from '../session.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { useEnter } from '../ui/use-enter.ts';
import { keptKeys, takeKeys } from './early-keys.ts';
import { openOverlay } from './open.ts';
import {
  commandItems,
  matching,
  pageItems,
  recordItems,
  type FoundRecord,
  type PaletteItem,
} from './palette-items.ts';
import { PaletteInput } from './PaletteInput.tsx';
import { PaletteList } from './PaletteList.tsx';
import { railSections } from './rail-items.ts';
import { recentItems, remember } from './recent.ts';

export default function Palette() {
  const [typed, setTyped] = useState(keptKeys);
  useLayoutEffect(() => void takeKeys(), []);
  const [active, setActive] = useState(0);
  const navigate = useNavigate();
  const { items, searching } = usePaletteItems(typed);
  const at = Math.min(active, Math.max(0, items.length - 1));
  const choose = (item: PaletteItem, newTab = false) => {
    close();
    rememberItem(item);
    if (newTab && item.to !== undefined) window.open(item.to, '_blank', 'noopener');
    else if (item.to !== undefined) void navigate({ to: item.to });
    else item.run?.((to) => void navigate({ to }));
  };
  const enter = useEnter(!searching, (newTab: boolean) => {
    const item = items[at];
    if (item !== undefined) choose(item, newTab);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) setActive((at + step + items.length) % items.length);
    else if (event.key === 'Enter') enter.press(event.metaKey || event.ctrlKey);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Search or jump to" bare className="palette" onClose={close}>
      <PaletteInput
        typed={typed}
        active={items.length === 0 ? undefined : at}
        onKeyDown={onKeyDown}
        onType={(text) => {
          setTyped(text);
          setActive(0);
          enter.forget();
        }}
      />
      <PaletteList items={items} active={at} onPoint={setActive} onChoose={choose} />
      {items.length === 0 && !searching && (
        <p className="nothing">
          Nothing found for “{typed.trim()}”. Try a name, an e-mail address or a page.
        </p>
      )}
      <div className="keys">
        <span>
          <Kbd keys="enter" /> open
        </span>
        <span>
          <Kbd keys="mod+enter" /> in a new tab
        </span>
      </div>
    </Dialog>
  );
}

function rememberItem({ label, subtitle, to, icon }: PaletteItem): void {
  if (to !== undefined) remember({ label, to, icon, ...(subtitle === undefined ? {} : { subtitle }) });
}

function close(): void {
  openOverlay(undefined);
}

/** Pages and actions answer at once; records join as soon as the server has found them. */
function usePaletteItems(typed: string): { items: PaletteItem[]; searching: boolean } {
  const session = useSession();
  const question = useDeferredValue(useResting(typed.trim()));
  const found = useQuery({
    queryKey: ['search', question],
    queryFn: ({ signal }) =>
      api.get<{ items: FoundRecord[] }>('/api/search', { search: { q: question }, signal }),
    enabled: question !== '',
    placeholderData: keepPreviousData,
  });
  const pages = pageItems(railSections(session));
  const commands = commandItems(
    rooms.flatMap((room) => room.commands ?? []).filter((command) => may(session, command.may)),
  );
  if (typed.trim() === '') {
    const recent = recentItems().map((item): PaletteItem => ({
      ...item,
      id: `recent ${item.to}`,
      group: 'Recent',
    }));
    return {
      items: [...recent, ...commands, ...pages.filter((page) => !recent.some((item) => item.to === page.to))],
      searching: false,
    };
  }
  const kinds = rooms.flatMap((room) => room.recordKinds ?? []);
  const records = question === '' ? [] : recordItems(found.data?.items ?? [], kinds);
  return {
    items: [...records, ...matching(commands, typed), ...matching(pages, typed)],
    searching: found.isFetching || question !== typed.trim(),
  };
}

function useResting(value: string): string {
  const [resting, setResting] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setResting(value), 120);
    return () => clearTimeout(timer);
  }, [value]);
  return resting;
}
