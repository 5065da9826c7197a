/** The one place that asks what time it is, so that a test can decide. */
let frozenAt: Date | undefined;

export function now(): Date {
  return frozenAt ? new Date(frozenAt) : new Date();
}

/** For tests: every later `now()` answers `at`, until `releaseClock()`. */
export function freezeClock(at: Date): void {
  frozenAt = at;
}

export function releaseClock(): void {
  frozenAt = undefined;
}
