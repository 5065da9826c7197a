import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

/** Switches of the packaged Chromium that would hide what a person's browser enforces. */
const TOO_LENIENT = new Set([
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--single-process',
]);

/** And those that draw by a graphics card made of software: to draw without one takes half the time. */
const TOO_SLOW = new Set([
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--in-process-gpu',
]);

/** The Chromium that came with `npm ci`; nothing is installed on the machine. */
export async function launchBrowser(more: string[] = []): Promise<Browser> {
  const args = chromium.args.filter((arg) => !TOO_LENIENT.has(arg) && !TOO_SLOW.has(arg));
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      ...args,
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      ...more,
    ],
  });
}
