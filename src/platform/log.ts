import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Never in a log line, whatever object is logged. */
const SECRETS = [
  'password',
  '*.password',
  'token',
  '*.token',
  'secret',
  '*.secret',
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-api-key"]',
];

/** Structured lines on standard output; `pretty` for a person at a terminal. */
export function createLog(level: string, options: { pretty?: boolean } = {}): Log {
  return pino({
    level,
    redact: { paths: SECRETS, censor: '[hidden]' },
    ...(options.pretty ? { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } } : {}),
  });
}
