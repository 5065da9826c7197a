import { useLocation, useNavigate } from '@tanstack/react-router';
import type { Command } from '../room.ts';
import { rooms } from '../rooms.ts';
import { may, useSession } from '../session.ts';
import { setTheme, useTheme } from '../theme.ts';
import { Icon } from '../ui/Icon.tsx';
import { Menu, type MenuItem } from '../ui/Menu.tsx';
import { NavLink } from './NavLink.tsx';
import { openOverlay } from './open.ts';
import { itemAt, railSections } from './rail-items.ts';
import { signOut } from './sign-out.ts';

/** On a phone: the first pages of the journey under the thumb, everything else behind More. */
export function TabBar() {
  const path = useLocation({ select: (location) => location.pathname });
  const session = useSession();
  const items = railSections(session).flatMap((section) => section.items);
  const thumb = rooms
    .flatMap((room) => room.commands ?? [])
    .find((command) => command.thumb !== undefined && may(session, command.may));
  const first = items.filter((item) => item.group !== 'Settings').slice(0, thumb === undefined ? 3 : 2);
  const here = itemAt(path, items)?.to;
  return (
    <nav className="tabbar" aria-label="Main, short">
      {first.map((item) => (
        <NavLink key={item.to} to={item.to} current={item.to === here}>
          <Icon name={item.icon} size={20} />
          {item.label}
        </NavLink>
      ))}
      {thumb !== undefined && <ThumbButton command={thumb} />}
      <button type="button" onClick={() => openOverlay('palette')}>
        <Icon name="search" size={20} />
        Search
      </button>
      <MoreMenu />
    </nav>
  );
}

/** The one thing people do on the way, as large as a thumb. */
function ThumbButton({ command }: { command: Command }) {
  const navigate = useNavigate();
  return (
    <button type="button" className="thumb" onClick={() => command.run((to) => void navigate({ to }))}>
      <span className="disc">
        <Icon name={command.icon ?? 'plus'} size={20} />
      </span>
      {command.thumb}
    </button>
  );
}

function MoreMenu() {
  const navigate = useNavigate();
  const theme = useTheme();
  const sections = railSections(useSession());
  const pages = sections.flatMap(({ group, items }): MenuItem[] => [
    { heading: group },
    ...items.map((item) => ({
      label: item.label,
      icon: item.icon,
      onSelect: () => void navigate({ to: item.to }),
    })),
  ]);
  return (
    <Menu
      label="More"
      align="end"
      renderTrigger={(props) => (
        <button type="button" {...props}>
          <Icon name="menu" size={20} />
          More
        </button>
      )}
      items={[
        ...pages,
        'rule',
        theme === 'dark'
          ? { label: 'Light theme', icon: 'sun', onSelect: () => setTheme('light') }
          : { label: 'Dark theme', icon: 'moon', onSelect: () => setTheme('dark') },
        { label: 'Sign out', icon: 'signout', onSelect: () => void signOut() },
      ]}
    />
  );
}
