import type { Reporter, TestModule } from 'vitest/node';

/** One closing line that any CI can read: `Tests: N passed, N failed, N skipped`. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state !== 'pending') count[state] += 1;
      }
      // A file that breaks before its first test has failed, although no test of it has.
      if (!module.ok() && module.children.size === 0) count.failed += 1;
    }
    count.failed += errors.length;
    process.stdout.write(`Tests: ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
  }
}
