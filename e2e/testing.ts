/* oxlint-disable no-empty-pattern -- vitest reads what a fixture needs from its first parameter */
import { threadId } from 'node:worker_threads';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, inject, test as base } from 'vitest';
import { databaseUrl, onServer } from '../src/platform/testing/setup.ts';
import { apiOf, type Api } from './api.ts';
import { launchBrowser } from './browser.ts';
import { asCookies } from './cookies.ts';
import { DESK, PHONE } from './looks.ts';
import type { Colleague } from './people.ts';
import { openTandem, type Tandem } from './tandem.ts';
import { startWatch } from './watch.ts';
import { makeWorld, type Sessions } from './world.ts';

export { expect };
export { expectGoodLooks, PHONE } from './looks.ts';
export { colleagues, PASSWORD } from './people.ts';

type Look = { phone?: boolean; dark?: boolean };

/** For the slowest machine: on a good one nothing takes a tenth of it. */
const WAITS_MS = 20_000;

/** `tandem` is a file's own, whole and furnished; pages belong to the test and are closed at its end. */
export const test = base
  .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }): Promise<Browser> => {
    const browser = await launchBrowser();
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('tandem', { scope: 'file' }, async ({}, { onCleanup }) => {
    const { template, sessions } = await (world ??= furnish());
    const { url, drop } = await cloneOf(template);
    const tandem = await openTandem(url);
    onCleanup(async () => {
      await tandem.close();
      await drop();
    });
    const as = (who: Colleague): Api => apiOf(tandem.address, { cookie: sessions[who] });
    return { ...tandem, sessions, as };
  })
  .extend('watch', async ({}, { onCleanup }) => {
    const watch = startWatch();
    onCleanup(() => {
      const complaints = watch.complaints();
      if (complaints.length > 0) throw new Error(`The pages complained:\n${complaints.join('\n')}`);
    });
    return watch;
  })
  .extend('visit', async ({ browser, tandem, watch, task }, { onCleanup }) => {
    const contexts: BrowserContext[] = [];
    onCleanup(async () => {
      if (task.result?.state === 'fail') await keepPictures(task.name, contexts);
      for (const context of contexts) await context.close();
    });
    /** A browser of its own, at Tandem's address; nobody is signed in unless said. */
    return async (who?: Colleague, look: Look = {}): Promise<Page> => {
      const context = await browser.newContext({
        baseURL: tandem.address,
        viewport: look.phone ? PHONE : DESK,
        hasTouch: look.phone ?? false,
        colorScheme: look.dark ? 'dark' : 'light',
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'Europe/London',
      });
      context.setDefaultTimeout(WAITS_MS);
      contexts.push(context);
      watch.follow(context);
      if (who) await context.addCookies(asCookies(tandem.sessions[who], tandem.address));
      return context.newPage();
    };
  })
  .extend('page', ({ visit }) => visit('owner'));

/** What a failed test last saw lies in .cache/e2e. */
async function keepPictures(name: string, contexts: BrowserContext[]): Promise<void> {
  for (const [index, page] of contexts.flatMap((context) => context.pages()).entries()) {
    const file = `${name.replaceAll(/[^\w]+/g, '-').slice(0, 60)}-${index + 1}.png`;
    await page.screenshot({ path: `.cache/e2e/${file}` }).catch(() => undefined);
  }
}

/** A second Tandem on an empty database, for the first visit. */
export async function openEmptyTandem(): Promise<Tandem> {
  const { url, drop } = await cloneOf(inject('databaseTemplate'));
  const tandem = await openTandem(url);
  return {
    ...tandem,
    async close() {
      await tandem.close();
      await drop();
    },
  };
}

/** Built once for all files: each then has a copy of the database, which costs a tenth of a second. */
async function furnish(): Promise<{ template: string; sessions: Sessions }> {
  const { name: template, url } = await cloneOf(inject('databaseTemplate'));
  const tandem = await openTandem(url);
  const sessions = await makeWorld(tandem);
  await tandem.close();
  return { template, sessions };
}

let world: Promise<{ template: string; sessions: Sessions }> | undefined;
let clones = 0;

async function cloneOf(template: string) {
  const server = inject('databaseServer');
  const name = `${inject('databaseTemplate')}_web_${threadId}_${++clones}`;
  await onServer(server, `create database ${name} template ${template}`);
  const drop = () => onServer(server, `drop database if exists ${name} with (force)`);
  return { name, url: databaseUrl(server, name), drop };
}
