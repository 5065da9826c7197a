import type { ServerResponse } from 'node:http';

/** One open page: a stream of server-sent events that never holds more than a little in memory. */
export type Page = {
  /** Resolves when there is room for the next one; throws when the page takes nothing in any more. */
  send: (event: { name: string; [fact: string]: unknown }, position?: number) => Promise<void>;
  beat: () => Promise<void>;
  close: () => void;
  /** Ends it at once: a page that cannot follow connects again and is told what it missed. */
  cut: () => void;
};

/** A page that takes nothing in for this long is gone or asleep. */
export const PATIENCE_MS = 15_000;

export function openPage(response: ServerResponse): Page {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    // For proxies: pass each event on at once, and do not compress.
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  });
  // How long a browser waits before it connects again.
  response.write('retry: 2000\n\n');
  const write = async (text: string) => {
    if (response.destroyed) throw new Error('The page was closed.');
    if (!response.write(text)) await drained(response);
  };
  return {
    send: (event, position) => {
      const id = position === undefined ? '' : `id: ${position}\n`;
      return write(`${id}data: ${JSON.stringify(event)}\n\n`);
    },
    beat: () => write(': still here\n\n'),
    close: () => void response.end(),
    cut: () => void response.destroy(),
  };
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => () => {
      clearTimeout(timer);
      response.off('drain', go).off('close', stop);
      settle();
    };
    const go = end(resolve);
    const stop = end(() => reject(new Error('The page was closed.')));
    const timer = setTimeout(() => response.destroy(), PATIENCE_MS);
    response.once('drain', go).once('close', stop);
  });
}
