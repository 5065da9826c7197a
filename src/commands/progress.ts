import cliProgress from 'cli-progress';
import { warn } from './say.ts';

export type Progress = { to: (done: number, total: number, what?: string) => void; end: () => void };

/** A bar on a terminal; elsewhere a plain line whenever another tenth is done. */
export function showProgress(unit: string): Progress {
  return process.stderr.isTTY ? bar(unit) : lines(unit);
}

function bar(unit: string): Progress {
  const drawn = new cliProgress.SingleBar({
    format: `{bar} {percentage}%  {value} of {total} ${unit}  {what}`,
    stream: process.stderr,
    hideCursor: true,
  });
  let started = false;
  const to = (done: number, total: number, what = '') => {
    if (!started) drawn.start(total, 0, { what });
    started = true;
    drawn.update(done, { what });
  };
  return { to, end: () => drawn.stop() };
}

function lines(unit: string): Progress {
  let shown = -1;
  const to = (done: number, total: number) => {
    const tenth = total === 0 ? 10 : Math.floor((done / total) * 10);
    if (tenth === shown) return;
    shown = tenth;
    warn(`${done} of ${total} ${unit} (${tenth * 10}%)`);
  };
  return { to, end: () => undefined };
}
