import { useState } from 'react';
import { useMay } from '../../../web/session.ts';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { NewListDialog } from '../segments/NewListDialog.tsx';
import { useLists } from '../segments/segments.ts';
import type { Options } from './mapping.ts';

type Props = { options: Options; change: (options: Options) => void };

const NEW_LIST = 'new';

/** What all people of the file get, whatever their rows say. */
export function Everybody({ options, change }: Props) {
  const [making, setMaking] = useState(false);
  const [tags, setTags] = useState(options.tags?.join(', ') ?? '');
  const mayPick = useMay('segments.edit');
  const lists = useLists(mayPick).data ?? [];
  const put = (listId: string | undefined) => change({ ...options, listId });
  return (
    <div className="pairs">
      <Field label="Tags for everybody in the file" hint="Several with commas between." optional>
        <TextInput
          value={tags}
          placeholder="Salon North 2026"
          onChange={setTags}
          onBlur={() => change({ ...options, tags: tagsIn(tags) })}
        />
      </Field>
      {mayPick && (
        <Field label="Put them on a list" hint="Also those whose row changes nothing." optional>
          <Select
            value={options.listId ?? ''}
            placeholder="No list"
            choices={[...lists, { value: NEW_LIST, label: 'New list …' }]}
            onChange={(listId) => (listId === NEW_LIST ? setMaking(true) : put(listId || undefined))}
          />
        </Field>
      )}
      {making && <NewListDialog onClose={() => setMaking(false)} onMade={({ id }) => put(id)} />}
    </div>
  );
}

function tagsIn(text: string): string[] | undefined {
  const tags = text
    .split(/[,;]/)
    .map((tag) => tag.trim())
    .filter(Boolean);
  return tags.length > 0 ? tags : undefined;
}
