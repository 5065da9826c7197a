import type { ReactNode } from 'react';
import { useKeys } from '../keys.ts';
import { about, count } from '../numbers.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import type { Selection } from './selection.ts';
import type { Estimate } from './use-list-pages.ts';

type Props = {
  selection: Selection;
  words: { one: string; many: string };
  /** Set while more match than are chosen. */
  all: Estimate | undefined;
  chooseAll: () => void;
  children: ReactNode;
};

export function SelectionBar({ selection, words, all, chooseAll, children }: Props) {
  useKeys('List', { escape: { label: 'Clear the selection', run: selection.clear } });
  return (
    <section className="list-bulk" aria-label="Selected">
      <output className="selected">
        {selection.exact ? count(selection.count) : about(selection.count)} selected
      </output>
      {all !== undefined && all.count > selection.count && (
        <Button small ghost onClick={chooseAll}>
          Select all {all.exact ? count(all.count) : about(all.count)} {words.many}
        </Button>
      )}
      <span className="rule" />
      {children}
      <span className="rule" />
      <IconButton icon="cross" label="Clear the selection" keys="escape" onClick={selection.clear} />
    </section>
  );
}
