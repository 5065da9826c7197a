import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

/** Switches of the packaged Chromium that would hide what a person's browser enforces. */
const TOO_LENIENT = new Set([
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--single-process',
]);

/** The Chromium that came with `npm ci`; nothing is installed on the machine. */
export async function launchBrowser(more: string[] = []): Promise<Browser> {
  const args = chromium.args.filter((arg) => !TOO_LENIENT.has(arg));
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...args, '--disable-background-networking', '--disable-component-update', ...more],
  });
}
