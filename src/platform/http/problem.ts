import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import pg from 'pg';
import { isAway } from '../refusal.ts';
import { Busy, Conflict, Forbidden, Invalid, NotFound, TooMany, type FieldError } from '../errors.ts';

/** RFC 9457. `id` is the request's id: what a person quotes, and what the log line carries. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  id: string;
  errors?: FieldError[];
};

const DISK_FULL = '53100';
/** Class 22: a value the database cannot take (no uuid, no date, out of range, a zero byte); its own words say too much. */
const BAD_VALUE = /^22/;
const UNUSABLE =
  'A value in this request cannot be used: it has the wrong form, is out of range, or contains a character (U+0000) ' +
  'that no text has.';
const RETRY_AFTER_SECONDS = '5';
const CATCHING_BREATH = 'Tandem is catching its breath';

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error, request.id);
  if (problem.status === 413) problem.detail = tooLarge(request.routeOptions.bodyLimit);
  if (problem.status >= 500) request.log.error({ err: error }, problem.title);
  // Mostly the caller's mistake, but it may be a statement of ours that is wrong.
  else if (sqlState(error)) request.log.warn({ err: error }, problem.title);
  if (problem.status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS);
  if (error instanceof TooMany || error instanceof Busy)
    void reply.header('retry-after', String(error.retryAfterSeconds));
  return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}

function tooLarge(limit: number | undefined): string {
  const most = limit === undefined ? '' : `, of which this one takes ${Math.floor(limit / 1_000)} kB at most`;
  return `The request is larger than what can be sent at once${most}. Nothing of it was stored: send it in parts.`;
}

export function toProblem(error: unknown, id: string): Problem {
  return { ...describe(error), id };
}

function describe(error: unknown): Omit<Problem, 'id'> {
  if (error instanceof NotFound) return problem(404, 'not-found', 'Not found', error.message);
  if (error instanceof Forbidden) return problem(403, 'forbidden', 'Not allowed', error.message);
  if (error instanceof Conflict)
    return { ...problem(409, 'conflict', 'Somebody was faster', error.message), ...error.facts };
  if (error instanceof Invalid)
    return { ...problem(422, 'invalid', 'Please correct this', error.message), errors: error.fields };
  if (error instanceof TooMany) return problem(429, 'too-many', 'Too many tries', error.message);
  if (error instanceof Busy) return problem(503, 'unavailable', CATCHING_BREATH, error.message);
  if (hasZodFastifySchemaValidationErrors(error)) return invalidRequest(error.validation);
  if (isAway(error)) return databaseAway(error);
  if (BAD_VALUE.test(sqlState(error))) return problem(422, 'invalid', 'Please correct this', UNUSABLE);
  const { statusCode, message } = error as Partial<FastifyError>;
  if (statusCode === 401) return problem(401, 'unauthorized', 'Please sign in', message ?? '');
  if (statusCode && statusCode >= 400 && statusCode < 500 && !isResponseSerializationError(error))
    return problem(statusCode, 'bad-request', 'The request cannot be used', message ?? '');
  return problem(500, 'unexpected', 'Something went wrong', UNEXPECTED);
}

const UNEXPECTED =
  'This is a mistake on our side. Nothing was half-saved. Try again; if it stays, quote the id below to your administrator.';

function problem(status: number, type: string, title: string, detail: string): Omit<Problem, 'id'> {
  return { type: `urn:tandem:problem:${type}`, title, status, detail };
}

function invalidRequest(issues: { instancePath: string; message?: string }[]): Omit<Problem, 'id'> {
  const errors = issues.map((issue) => ({
    field: issue.instancePath.replace(/^\//, '').replaceAll('/', '.'),
    message: issue.message ?? 'This value cannot be used.',
  }));
  const detail = errors
    .map(({ field, message }) =>
      // Where no schema says it in words of its own, the field is named already.
      field && !message.startsWith(`${field} `) ? `${field}: ${message}` : message,
    )
    .join(' ');
  return { ...problem(422, 'invalid', 'Please correct this', detail), errors };
}

/** The code of what PostgreSQL refused; of nothing else, whose codes may look the same. */
function sqlState(error: unknown): string {
  return error instanceof pg.DatabaseError ? (error.code ?? '') : '';
}

function databaseAway(error: unknown): Omit<Problem, 'id'> {
  const full = (error as { code?: unknown }).code === DISK_FULL;
  const detail = full
    ? 'The disk of the database is full, so nothing can be saved. Free some space; Tandem goes on by itself.'
    : 'The database cannot be reached at the moment. Nothing was saved; Tandem tries again by itself.';
  return problem(503, 'unavailable', CATCHING_BREATH, detail);
}
