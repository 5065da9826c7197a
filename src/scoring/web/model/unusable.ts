import { createContext, useCallback, useState } from 'react';

/** Told of each field whose value cannot be used, so that nobody reads "saved" beside it. */
export const Unusable = createContext<(field: string, isUnusable: boolean) => void>(() => undefined);

/** How many fields hold what cannot be used, and what they are to tell it to. */
export function useUnusable(): { count: number; note: (field: string, isUnusable: boolean) => void } {
  const [fields, setFields] = useState<ReadonlySet<string>>(new Set());
  const note = useCallback((field: string, isUnusable: boolean) => {
    setFields((now) => {
      if (now.has(field) === isUnusable) return now;
      const others = [...now].filter((each) => each !== field);
      return new Set(isUnusable ? [...others, field] : others);
    });
  }, []);
  return { count: fields.size, note };
}
