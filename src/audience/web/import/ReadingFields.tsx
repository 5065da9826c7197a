import { useState } from 'react';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import type { ImportPreview } from '../../import/contract.ts';
import type { Options } from './mapping.ts';

type Reading = ImportPreview['reading'];
type Props = {
  /** How it was read; undefined when it could not be. */
  reading: Reading | undefined;
  options: Options;
  change: (options: Options) => void;
};

const encodings = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 (little-endian)' },
  { value: 'utf-16be', label: 'UTF-16 (big-endian)' },
  { value: 'windows-1252', label: 'Windows-1252 or Latin-1' },
  { value: 'iso-8859-15', label: 'Latin-9' },
  { value: 'macintosh', label: 'Mac Roman' },
];
const delimiterWords: Record<string, string> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
  '^': 'carets',
  '~': 'tildes',
  ':': 'colons',
};

/** One line that says how the file was read; opened when that was wrong. */
export function ReadingFields({ reading, options, change }: Props) {
  const [open, setOpen] = useState(reading === undefined);
  const set = (part: Partial<Reading>) =>
    change({ ...options, map: undefined, reading: { ...options.reading, ...part } });
  return (
    <div className="reading">
      <div className="row wrap">
        <span className="muted">{reading === undefined ? 'How is the file written?' : words(reading)}</span>
        <Button small ghost aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Done' : 'Change'}
        </Button>
      </div>
      {open && <ReadingForm given={{ ...reading, ...options.reading }} set={set} />}
    </div>
  );
}

type Given = { [Part in keyof Reading]?: Reading[Part] | undefined };

function ReadingForm({ given, set }: { given: Given; set: (part: Partial<Reading>) => void }) {
  const { encoding = '', delimiter = '', headerRow, format = 'csv' } = given;
  const [own, setOwn] = useState(delimiter in delimiterWords ? '' : delimiter);
  const delimiters = Object.entries(delimiterWords).map(([value, word]) => {
    return { value, label: word.charAt(0).toUpperCase() + word.slice(1) };
  });
  return (
    <div className="triples">
      <Field label="Kind of file">
        <Select
          value={format}
          choices={[
            { value: 'csv', label: 'A table (CSV)' },
            { value: 'access-log', label: 'The log of a web server' },
          ]}
          onChange={(next) => set({ format: next as Reading['format'] })}
        />
      </Field>
      <Field label="Encoding" hint="Wrong when ü and é look odd.">
        <Select
          value={encoding}
          choices={encodings}
          {...(encoding === '' ? { placeholder: 'Guessed' } : {})}
          onChange={(next) => set({ encoding: next as Reading['encoding'] })}
        />
      </Field>
      {format === 'csv' && (
        <>
          <Field label="Separated by">
            <Select
              value={delimiter in delimiterWords ? delimiter : ''}
              choices={delimiters}
              placeholder={own === '' ? 'Something else' : `Something else: ${own}`}
              onChange={(next) => next !== '' && set({ delimiter: next })}
            />
          </Field>
          <Field label="Another separator" optional>
            <TextInput
              value={own}
              maxLength={1}
              onChange={(next) => {
                setOwn(next);
                if (next.length === 1) set({ delimiter: next });
              }}
            />
          </Field>
          <Field label="The columns are named in" hint="Lines of a title above are left out.">
            <Select
              value={headerRow === undefined ? '' : String(headerRow)}
              choices={headerRows}
              {...(headerRow === undefined ? { placeholder: 'Guessed' } : {})}
              onChange={(next) => set({ headerRow: Number(next) })}
            />
          </Field>
        </>
      )}
    </div>
  );
}

const headerRows = [
  { value: '0', label: 'No line' },
  ...Array.from({ length: 10 }, (_, line) => ({ value: String(line + 1), label: `Line ${line + 1}` })),
];

function words({ format, encoding, delimiter, headerRow }: Reading): string {
  const text = encodings.find(({ value }) => value === encoding)?.label ?? encoding;
  if (format === 'access-log') return `Read as the log of a web server, in ${text}.`;
  const names = headerRow === 0 ? 'no line names the columns' : `line ${headerRow} names the columns`;
  return `Read as ${text}, separated by ${delimiterWords[delimiter] ?? `“${delimiter}”`}; ${names}.`;
}
