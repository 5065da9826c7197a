import { Button } from '../../../../web/ui/Button.tsx';
import { Card } from '../../../../web/ui/Card.tsx';
import { IconButton } from '../../../../web/ui/IconButton.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextInput } from '../../../../web/ui/TextInput.tsx';
import type { Document } from '../agreements.ts';

type Words = Document['words'];

/** What the words mean: half of all quarrels are about that. */
export function Meanings({ words, onChange }: { words: Words; onChange: (words: Words) => void }) {
  const put = (place: number, part: Partial<Words[number]>) =>
    onChange(words.map((each, at) => (at === place ? { ...each, ...part } : each)));
  return (
    <Card title="What the words mean">
      {words.map(({ word, means }, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- it is its place; the word itself is being written
        <div className="meaning" key={place}>
          <TextInput aria-label="Word" value={word} onChange={(next) => put(place, { word: next })} />
          <TextArea
            aria-label={`What “${word}” means`}
            rows={2}
            value={means}
            onChange={(next) => put(place, { means: next })}
          />
          <IconButton
            icon="cross"
            label={`Take out “${word}”`}
            onClick={() => onChange(words.toSpliced(place, 1))}
          />
        </div>
      ))}
      <Button small ghost icon="plus" onClick={() => onChange([...words, { word: '', means: '' }])}>
        Add a word
      </Button>
    </Card>
  );
}
