import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark' | 'system';

/** public/theme.js reads the same place before the first paint. */
const place = 'tandem.theme';
const watchers = new Set<() => void>();

export function useTheme(): Theme {
  return useSyncExternalStore(watch, theme);
}

export function setTheme(choice: Theme): void {
  if (choice === 'system') {
    localStorage.removeItem(place);
    delete document.documentElement.dataset['theme'];
  } else {
    localStorage.setItem(place, choice);
    document.documentElement.dataset['theme'] = choice;
  }
  for (const tell of watchers) tell();
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

function theme(): Theme {
  const set = document.documentElement.dataset['theme'];
  return set === 'light' || set === 'dark' ? set : 'system';
}
