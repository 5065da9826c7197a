import type { BrowserContext, Page, Response } from 'playwright-core';

/** Listens for what a page must never do. What a test means to happen it allows, by a part of the message. */
export type Watch = {
  follow: (context: BrowserContext) => void;
  allow: (expected: RegExp) => void;
  complaints: () => string[];
};

/** A refusal (4xx) is an answer, and the page shows it; Chromium notes each as an error all the same. */
const REFUSED = /Failed to load resource: the server responded with a status of 4\d\d/;

/** More tell nothing more. */
const MOST = 12;

export function startWatch(): Watch {
  const heard: string[] = [];
  const expected: RegExp[] = [];
  const followPage = (page: Page) => {
    page.on('pageerror', (error) => heard.push(`error on ${page.url()}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() !== 'error' || REFUSED.test(message.text())) return;
      heard.push(`console on ${page.url()}: ${message.text()}`);
    });
    page.on('response', (response: Response) => {
      if (response.status() >= 500)
        heard.push(`${response.status()} from ${response.request().method()} ${response.url()}`);
    });
  };
  return {
    follow(context) {
      context.on('page', followPage);
      context.pages().forEach(followPage);
    },
    allow: (pattern) => void expected.push(pattern),
    complaints: () =>
      [...new Set(heard)].filter((line) => !expected.some((pattern) => pattern.test(line))).slice(0, MOST),
  };
}
