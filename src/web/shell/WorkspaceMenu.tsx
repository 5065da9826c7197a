import { useNavigate } from '@tanstack/react-router';
import { useSession } from '../session.ts';
import { Icon } from '../ui/Icon.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Menu } from '../ui/Menu.tsx';
import { openOverlay } from './open.ts';
import { railSections } from './rail-items.ts';
import { signOut } from './sign-out.ts';

export function WorkspaceMenu({ name }: { name: string }) {
  const navigate = useNavigate();
  const session = useSession();
  const settings = railSections(session).find((section) => section.group === 'Settings')?.items[0];
  return (
    <Menu
      label="Workspace"
      renderTrigger={(props) => (
        <button type="button" className="rail-head" {...props} aria-label={`${name}, workspace menu`}>
          <Mark />
          <span className="text grow truncate">{name}</span>
          <span className="chev faint">
            <Icon name="chevronDown" size={12} />
          </span>
        </button>
      )}
      items={[
        { heading: session?.user.email ?? '' },
        settings !== undefined && {
          label: 'Settings',
          icon: 'settings',
          onSelect: () => void navigate({ to: settings.to }),
        },
        { label: 'Keys', icon: 'keyboard', keys: '?', onSelect: () => openOverlay('keys') },
        'rule',
        { label: 'Sign out', icon: 'signout', onSelect: () => void signOut() },
      ]}
    />
  );
}
