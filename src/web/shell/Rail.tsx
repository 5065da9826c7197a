import { useLocation } from '@tanstack/react-router';
import { useSession } from '../session.ts';
import { Icon } from '../ui/Icon.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { classes } from '../ui/classes.ts';
import { tip } from '../ui/tip.ts';
import { NavLink } from './NavLink.tsx';
import { openOverlay } from './open.ts';
import { PinnedViews } from './PinnedViews.tsx';
import { itemAt, railSections, type RailSection } from './rail-items.ts';
import { RailFoot } from './RailFoot.tsx';
import { WorkspaceMenu } from './WorkspaceMenu.tsx';

export function Rail() {
  const session = useSession();
  const path = useLocation({ select: (location) => location.pathname });
  const sections = railSections(session);
  const here = itemAt(
    path,
    sections.flatMap((section) => section.items),
  );
  return (
    <aside className="rail" aria-label="Rail">
      <WorkspaceMenu name={session?.workspace.name ?? 'Tandem'} />
      <button
        type="button"
        className="rail-search"
        onClick={() => openOverlay('palette')}
        {...tip('Search or jump to', 'mod+k')}
      >
        <Icon name="search" size={14} />
        <span className="text grow">Search or jump to</span>
        <Kbd keys="mod+k" />
      </button>
      <nav aria-label="Main">
        <ul>
          {sections.map((section) => (
            <Group
              key={section.group}
              section={section}
              here={here?.to}
              open={here?.group === section.group}
            />
          ))}
        </ul>
      </nav>
      <PinnedViews />
      <RailFoot />
    </aside>
  );
}

/** A group's pages show while one of them is open; the group itself leads to its first page. */
function Group({ section, here, open }: { section: RailSection; here: string | undefined; open: boolean }) {
  const { group, icon, items } = section;
  const [first] = items;
  if (first === undefined) return null;
  // A group of one page that bears the group's name (Today) has nothing to unfold.
  const plain = items.length === 1 && first.label === group;
  return (
    <li className={classes(open && 'open')}>
      <NavLink
        to={first.to}
        className={classes('group', plain && open && 'here')}
        current={plain && open}
        label={group}
      >
        <Icon name={icon} />
        <span className="text">{group}</span>
        {!plain && (
          <span className="chev">
            <Icon name="chevronRight" size={12} />
          </span>
        )}
      </NavLink>
      {open && !plain && (
        <ul className="sub">
          {items.map((item) => (
            <li key={item.to}>
              <NavLink to={item.to} className="item" current={item.to === here}>
                {item.label}
              </NavLink>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
