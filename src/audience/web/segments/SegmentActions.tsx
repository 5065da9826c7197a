import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../../web/ui/Button.tsx';
import { ButtonLink } from '../../../web/ui/ButtonLink.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Menu } from '../../../web/ui/Menu.tsx';
import { attempt } from '../contacts.ts';
import { useReach } from './reach.ts';
import { RenameDialog } from './RenameDialog.tsx';
import { archiveSegment, copySegment, findAnew, restoreSegment, type WholeSegment } from './segments.ts';

/** What can be done with a segment; shows only what works. */
export function SegmentActions({ segment }: { segment: WholeSegment }) {
  const navigate = useNavigate();
  const [renaming, setRenaming] = useState(false);
  const reach = useReach(segment);
  const { id } = segment;
  const mayCopy = segment.kind === 'list' ? reach.lists : reach.conditions;
  const copy = () =>
    void attempt(async () => {
      const made = await copySegment(id);
      await navigate({ to: made.kind === 'live' ? `/segments/${made.id}/edit` : `/segments/${made.id}` });
    });
  const archive = () =>
    void archiveSegment(segment).then((done) => (done ? navigate({ to: '/segments' }) : undefined));
  if (segment.archivedAt !== null) {
    return (
      reach.change && (
        <Button primary onClick={() => void attempt(() => restoreSegment(id), `“${segment.name}” is back`)}>
          Bring back
        </Button>
      )
    );
  }
  return (
    <>
      {reach.change && segment.kind === 'live' && (
        <ButtonLink to={`/segments/${id}/edit`} icon="edit">
          Edit conditions
        </ButtonLink>
      )}
      {(reach.change || mayCopy) && (
        <Menu
          label="More"
          align="end"
          renderTrigger={(props) => <IconButton icon="more" label="More" {...props} />}
          items={[
            reach.change && {
              label: 'Name and description',
              icon: 'edit',
              onSelect: () => setRenaming(true),
            },
            mayCopy && { label: 'Duplicate', icon: 'copy', onSelect: copy },
            reach.change &&
              segment.kind === 'live' && {
                label: 'Find members again',
                icon: 'refresh',
                onSelect: () => void findAnew(id),
              },
            reach.change && { label: 'Archive', icon: 'bin', danger: true, onSelect: archive },
          ]}
        />
      )}
      {renaming && <RenameDialog segment={segment} onClose={() => setRenaming(false)} />}
    </>
  );
}
