import { useState } from 'react';
import type { Selection } from '../../../web/list/selection.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { moveInMenu } from '../../../web/ui/Menu.tsx';
import { Popover } from '../../../web/ui/Popover.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { refreshTags } from '../tags/tags.ts';
import { TagPicker } from '../tags/TagPicker.tsx';
import { editMany } from './bulk.ts';

type Way = 'add' | 'remove';

/** Adds a tag to everything that is selected, or takes one away. */
export function BulkTags({ selection }: { selection: Selection }) {
  const [way, setWay] = useState<Way>('add');
  const apply = async (tag: string) => {
    if (way === 'add') await editMany(selection, { addTag: tag }, `tagged ${tag}`);
    else await editMany(selection, { removeTag: tag }, `without the tag ${tag} now`);
    await refreshTags();
  };
  return (
    <Popover
      label="Tags of the selected contacts"
      onKeyDown={moveInMenu}
      renderTrigger={(trigger) => (
        <Button small ghost icon="tag" {...trigger}>
          Tags
        </Button>
      )}
    >
      {(close) => (
        <>
          <div className="inner">
            <Segmented<Way>
              label="What to do with the tag"
              value={way}
              onChange={setWay}
              choices={[
                { value: 'add', label: 'Add a tag' },
                { value: 'remove', label: 'Remove a tag' },
              ]}
            />
          </div>
          <TagPicker
            label={way === 'add' ? 'Find or create a tag' : 'Find a tag'}
            mayCreate={way === 'add'}
            onPick={(tag) => {
              close();
              void apply(tag);
            }}
          />
        </>
      )}
    </Popover>
  );
}
