import type { ReactNode } from 'react';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Popover } from '../../../web/ui/Popover.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';

/** How a number is defined, and when it was computed. */
export function Definition({ of, at, children }: { of: string; at: string; children: ReactNode }) {
  return (
    <Popover
      label={`How it is counted: ${of}`}
      align="end"
      className="definition"
      renderTrigger={(props) => <IconButton icon="info" label={`How it is counted: ${of}`} {...props} />}
    >
      {() => (
        <div className="stack">
          {children}
          <p className="small muted">
            Computed <RelativeTime at={at} />, anew every minute.
          </p>
        </div>
      )}
    </Popover>
  );
}
