import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

type Axe = { axe?: { run: (options: object) => Promise<AxeResults> } };

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules of WCAG AA that look at colours. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** WCAG 2.2 AA breaches on the page as it stands, one line each: rule, what is wrong, where. Empty is good. */
export async function axeBreaches(
  page: Page,
  look: 'everything' | 'colours' = 'everything',
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const runOnly = look === 'everything' ? WCAG_AA : COLOURS;
  // The lines are made over there: what passed is megabytes, and carrying it here took longer than looking.
  return page.evaluate(
    async (options) => {
      const { violations = [] } = (await (globalThis as Axe).axe?.run(options)) ?? {};
      return violations.map(
        ({ id, help, nodes }) =>
          `${id}: ${help} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      );
    },
    { runOnly, resultTypes: ['violations'] },
  );
}
