/** What the command line ends with; listed in docs/operate/README.md. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  wrongUsage: 2,
  alreadyRunning: 3,
  schemaTooNew: 4,
  databaseUnreachable: 5,
  secretChanged: 6,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Tandem will not go on, for a reason the operator can do something about: the message is for them, whole. */
export class Refusal extends Error {
  override name = 'Refusal';
  exitCode: ExitCode;
  constructor(message: string, exitCode: ExitCode = exitCodes.failed, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The code of a failed system call or SQL statement (`ENOSPC`, `53100`), wherever it is in the chain of causes. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  return errorCode(error.cause);
}

/** Classes 08 (connection), 53 (resources), 57 (shutdown) and Node's own words for a database that is away. */
const AWAY = /^(08|53|57)|^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE)$/;
const AWAY_MESSAGE = /Connection terminated|timeout exceeded when trying to connect|not queryable/;

/** Whether the database could not be reached, or hung up: later it may be there again. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return AWAY.test(code) || AWAY_MESSAGE.test(error.message);
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && !error.message) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
