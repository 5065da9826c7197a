import type { LogValues } from './log-form.ts';

/** What was left without saving is there again when the dialog is opened the next time. */
let kept: LogValues | undefined;

export function keepDraft(values: LogValues | undefined): void {
  kept = values;
}

export function keptDraft(): LogValues | undefined {
  return kept;
}
