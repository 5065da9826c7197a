import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { act } from '../../../workspace/web/parts/saving.ts';
import { FEEDBACK, themesQuery } from './feedback.ts';

type Props = {
  ids: string[];
  done: () => void;
  /** Where they are now: not offered. */
  from?: string;
};
const NEW = 'new';

/** Puts what is chosen into a theme there is, or into a new one: so a theme is made, and so one is split. */
export function PutInto({ ids, done, from }: Props) {
  const themes = useQuery(themesQuery).data?.items.filter(({ id }) => id !== from) ?? [];
  const [picked, setPicked] = useState<string>();
  const [name, setName] = useState('');
  const into = picked ?? (themes.length === 0 ? NEW : '');
  const put = async () => {
    const put =
      into === NEW
        ? await act(() => api.post('/api/themes', { name, itemIds: ids }), `Theme “${name}” made`, [
            [...FEEDBACK],
          ])
        : await act(() => api.post(`/api/themes/${into}/items`, { itemIds: ids }), 'Put into the theme', [
            [...FEEDBACK],
          ]);
    if (put) done();
  };
  return (
    <>
      <Select
        aria-label="Theme"
        placeholder="Put into a theme…"
        value={into}
        onChange={setPicked}
        choices={[
          { value: NEW, label: 'A new theme' },
          ...themes.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {into === NEW && (
        <TextInput
          aria-label="Name of the new theme"
          placeholder="What do they say?"
          value={name}
          onChange={setName}
          maxLength={120}
        />
      )}
      <Button disabled={into === '' || (into === NEW && name.trim() === '')} onClick={() => void put()}>
        {into === NEW ? 'Make a theme' : 'Put there'}
      </Button>
    </>
  );
}
