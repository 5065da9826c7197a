import './tags.css';
import { Button } from '../../../web/ui/Button.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { moveInMenu } from '../../../web/ui/Menu.tsx';
import { Popover } from '../../../web/ui/Popover.tsx';
import { attempt } from '../contacts.ts';
import { refreshTags } from './tags.ts';
import { TagPicker } from './TagPicker.tsx';

type Props = { tags: readonly string[]; may: boolean; save: (tags: string[]) => Promise<unknown> };

/** The tags of a record as chips; each change is saved at once and can be undone. */
export function TagEditor({ tags, may, save }: Props) {
  if (!may && tags.length === 0) return <span className="faint">None</span>;
  const change = (next: string[], done: string) =>
    void attempt(() => save(next), done, { undo: () => save([...tags]) });
  const add = async (tag: string) => {
    change([...tags, tag], `Tagged ${tag}`);
    // Another record may be given the new one next.
    await refreshTags();
  };
  return (
    <div className="tag-editor">
      {tags.map((tag) => (
        <span key={tag} className="tag">
          <span className="truncate">{tag}</span>
          {may && (
            <button
              type="button"
              aria-label={`Remove the tag ${tag}`}
              onClick={() =>
                change(
                  tags.filter((each) => each !== tag),
                  `${tag} removed`,
                )
              }
            >
              <Icon name="cross" size={12} />
            </button>
          )}
        </span>
      ))}
      {may && (
        <Popover
          label="Add a tag"
          onKeyDown={moveInMenu}
          renderTrigger={(trigger) => (
            <Button small ghost icon="plus" {...trigger}>
              Add tag
            </Button>
          )}
        >
          {(close) => (
            <TagPicker
              label="Find or create a tag"
              except={tags}
              mayCreate
              onPick={(tag) => {
                close();
                void add(tag);
              }}
            />
          )}
        </Popover>
      )}
    </div>
  );
}
