import { rooms } from '../rooms.ts';
import { useViews } from '../list/views.ts';
import { Icon } from '../ui/Icon.tsx';
import { NavLink } from './NavLink.tsx';

/** Saved views the user pinned; those of lists that exist. */
export function PinnedViews() {
  const lists = Object.assign({}, ...rooms.map((room) => room.lists ?? {})) as Record<string, string>;
  const pinned = useViews().filter((view) => view.pinned && lists[view.noun] !== undefined);
  if (pinned.length === 0) return null;
  return (
    <div className="pins">
      <p className="rail-label">Pinned</p>
      <nav aria-label="Pinned views">
        <ul>
          {pinned.map((view) => (
            <li key={view.id}>
              <NavLink to={lists[view.noun] ?? '/'} search={{ view: view.id }} className="group">
                <Icon name="pin" />
                <span className="text truncate">{view.name}</span>
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
