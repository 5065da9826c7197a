import { useRef, useState, type RefObject } from 'react';
import { asProblem } from '../problem.ts';
import { toast } from './toast.ts';

export type Edit = { typed: string; error?: string };
type Options = { label: string; value: string; save: (value: string) => Promise<unknown> };

export type InlineEditing = {
  /** Set while the input is open. */
  edit: Edit | undefined;
  /** What to show: the new value while it is being saved. */
  shown: string;
  saving: boolean;
  /** Shown again after editing: takes the focus back. */
  button: RefObject<HTMLButtonElement | null>;
  start: () => void;
  change: (typed: string) => void;
  keep: (typed: string, refocus: boolean) => Promise<void>;
  cancel: () => void;
};

/** Optimistic: the new value shows at once; when the server refuses, the input comes back with what was typed. */
export function useInlineEdit({ label, value, save }: Options): InlineEditing {
  const [edit, setEdit] = useState<Edit>();
  const [saving, setSaving] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  // Taking the input away blurs it; what was decided by key must not be decided again by that.
  const decided = useRef(false);
  const open = (next: Edit) => {
    decided.current = false;
    setEdit(next);
  };
  const close = (refocus: boolean) => {
    decided.current = true;
    setEdit(undefined);
    if (refocus) requestAnimationFrame(() => button.current?.focus());
  };
  const keep = async (typed: string, refocus: boolean) => {
    if (decided.current) return;
    close(refocus);
    const next = typed.trim();
    if (next === value) return;
    setSaving(next);
    try {
      await save(next);
      toast(`${label} changed`, { undo: () => save(value) });
    } catch (thrown) {
      open({ typed, error: errorOf(thrown) });
    }
    setSaving(undefined);
  };
  const shown = saving ?? value;
  return {
    edit,
    shown,
    saving: saving !== undefined,
    button,
    start: () => open({ typed: shown }),
    change: (typed) => setEdit({ typed }),
    keep,
    cancel: () => close(true),
  };
}

function errorOf(thrown: unknown): string {
  const problem = asProblem(thrown);
  return problem.errors[0]?.message ?? (problem.detail || problem.title);
}
