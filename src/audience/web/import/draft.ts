import { useState } from 'react';
import type { Options } from './mapping.ts';

/** What was chosen for a file, so that a reload or a look at another page loses nothing of it. */
export function useDraft(fileId: string, initial: Options): [Options, (options: Options) => void] {
  const [options, setOptions] = useState<Options>(() => remembered(fileId) ?? initial);
  const change = (next: Options) => {
    sessionStorage.setItem(keyOf(fileId), JSON.stringify(next));
    setOptions(next);
  };
  return [options, change];
}

function keyOf(fileId: string): string {
  return `tandem.import.${fileId}`;
}

function remembered(fileId: string): Options | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(fileId));
    return text === null ? undefined : (JSON.parse(text) as Options);
  } catch {
    return undefined;
  }
}
