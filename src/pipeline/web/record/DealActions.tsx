import { useNavigate } from '@tanstack/react-router';
import { attempt } from '../../../audience/web/contacts.ts';
import { copy } from '../../../audience/web/record/ContactActions.tsx';
import { useKeys } from '../../../web/keys.ts';
import { placeInList } from '../../../web/list/trail.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { deleteDeal, type Deal } from '../deals.ts';
import type { StageMoving } from '../forms/use-stage-move.ts';

type Props = { deal: Deal; may: boolean; moving: StageMoving };

/** What becomes of it in one click; everything else is in the menu. */
export function DealActions({ deal, may, moving }: Props) {
  const navigate = useNavigate();
  const open = deal.stage === 'open';
  const go = (stage: 'open' | 'won' | 'lost') => moving.move(deal, stage);
  const remove = async () => {
    const place = placeInList('deals', deal.id);
    const next = place?.next ?? place?.previous;
    if (!(await attempt(() => deleteDeal(deal)))) return;
    if (next === undefined) void navigate({ to: place?.href ?? '/deals' });
    else void navigate({ to: `/deals/${next}`, replace: true });
  };
  useKeys('Deal', {
    ...(may && open
      ? {
          w: { label: 'Mark as won', run: () => go('won') },
          l: { label: 'Mark as lost', run: () => go('lost') },
        }
      : {}),
    ...(may ? { d: { label: 'Delete deal', run: () => void remove() } } : {}),
  });
  return (
    <>
      <Menu
        label={`More about ${deal.name}`}
        align="end"
        renderTrigger={(props) => <IconButton icon="more" label="More" small={false} framed {...props} />}
        items={[
          { label: 'Copy link', icon: 'link', onSelect: () => void copy(location.href, 'Link copied') },
          may && !open && { label: 'Change day or reason', icon: 'edit', onSelect: () => go(deal.stage) },
          may && 'rule',
          may && {
            label: 'Delete deal',
            icon: 'bin',
            danger: true,
            keys: 'd',
            onSelect: () => void remove(),
          },
        ]}
      />
      {may && open && (
        <>
          <Button icon="cross" keys="l" onClick={() => go('lost')}>
            Lost
          </Button>
          <Button primary icon="tick" keys="w" onClick={() => go('won')}>
            Won
          </Button>
        </>
      )}
      {may && !open && (
        <Button icon="undo" onClick={() => go('open')}>
          Open again
        </Button>
      )}
    </>
  );
}
