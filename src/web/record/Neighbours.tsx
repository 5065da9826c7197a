import { useNavigate } from '@tanstack/react-router';
import type { Place } from '../list/trail.ts';
import type { Estimate } from '../list/use-list-pages.ts';
import { useKeys, type KeyMap } from '../keys.ts';
import { about, count } from '../numbers.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { toast } from '../ui/toast.ts';

/** '3 of 38' or '3 of about 48,000', up, down, and a link to this record. */
export function Neighbours({ place, linkTo }: { place: Place | undefined; linkTo: (id: string) => string }) {
  const navigate = useNavigate();
  const go = (id: string | undefined) => id !== undefined && void navigate({ to: linkTo(id), replace: true });
  const keys: KeyMap = {
    e: {
      label: 'Edit the first fact',
      run: () => document.querySelector<HTMLElement>('[data-inline-edit]')?.click(),
    },
  };
  if (place !== undefined) {
    keys['j'] = { label: 'Next record', run: () => go(place.next) };
    keys['k'] = { label: 'Previous record', run: () => go(place.previous) };
    keys['u'] = { label: 'Back to the list', run: () => void navigate({ to: place.href }) };
  }
  useKeys('Record', keys);
  return (
    <>
      {place !== undefined && (
        <span className="row only-wide">
          <span className="small muted num">
            {place.estimate !== undefined && positionWords(place.index, place.estimate)}
          </span>
          <IconButton
            icon="up"
            label="Previous record"
            keys="k"
            disabled={place.previous === undefined}
            onClick={() => go(place.previous)}
          />
          <IconButton
            icon="down"
            label="Next record"
            keys="j"
            disabled={place.next === undefined}
            onClick={() => go(place.next)}
          />
        </span>
      )}
      <IconButton icon="link" label="Copy link" onClick={() => void copyLink()} />
    </>
  );
}

function positionWords(index: number, estimate: Estimate): string {
  return `${count(index + 1)} of ${estimate.exact ? count(estimate.count) : about(estimate.count)}`;
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    toast('Link copied');
  } catch {
    toast('The browser did not allow copying. The address bar holds the same link.', { wrong: true });
  }
}
