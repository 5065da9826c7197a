import { useSession } from '../session.ts';
import { setTheme, useTheme, type Theme } from '../theme.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import type { IconName } from '../ui/icon-paths.ts';
import { Menu } from '../ui/Menu.tsx';

const themes: { value: Theme; label: string; icon: IconName }[] = [
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
  { value: 'system', label: 'As the system', icon: 'screen' },
];

export function RailFoot() {
  const user = useSession()?.user;
  const team = user?.teams.find((each) => each.kind === 'marketing' || each.kind === 'sales')?.kind;
  return (
    <div className="rail-foot">
      {user !== undefined && (
        <>
          <Avatar name={user.name} team={team} />
          <div className="who">
            <div className="strong truncate">{user.name}</div>
            <div
              className={classes(
                'small truncate',
                team === 'marketing' ? 'm-text' : team === 'sales' ? 's-text' : 'muted',
              )}
            >
              {inWords(user.role)}
            </div>
          </div>
        </>
      )}
      <ThemeMenu />
    </div>
  );
}

/** 'sales_manager' → 'Sales manager' */
function inWords(role: string): string {
  const words = role.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function ThemeMenu() {
  const theme = useTheme();
  const shown = themes.find((each) => each.value === theme);
  return (
    <Menu
      label="Theme"
      renderTrigger={(props) => (
        <IconButton icon={shown?.icon ?? 'moon'} label={`Theme: ${shown?.label ?? ''}`} {...props} />
      )}
      items={themes.map(({ value, label, icon }) => ({
        label,
        icon,
        checked: value === theme,
        onSelect: () => setTheme(value),
      }))}
    />
  );
}
