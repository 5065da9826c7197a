import { setTheme, useTheme } from '../../../web/theme.ts';
import { Segmented } from '../../../web/ui/Segmented.tsx';

export function Appearance() {
  return (
    <div>
      <Segmented
        label="Theme"
        value={useTheme()}
        onChange={setTheme}
        choices={[
          { value: 'system', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
    </div>
  );
}
