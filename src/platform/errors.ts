/** What a room may throw. Only `platform/http` knows which status code each one becomes. */

export type FieldError = { field: string; message: string };

export class NotFound extends Error {
  override name = 'NotFound';
}

/** The person is known but may not do this. */
export class Forbidden extends Error {
  override name = 'Forbidden';
}

/** What was sent cannot be used; `fields` names what to correct, in the user's words. */
export class Invalid extends Error {
  override name = 'Invalid';
  fields: FieldError[];
  constructor(message: string, fields: FieldError[] = []) {
    super(message);
    this.fields = fields;
  }
}

/** Somebody or something else got there first; `facts` say who or what. */
export class Conflict extends Error {
  override name = 'Conflict';
  facts: Record<string, unknown>;
  constructor(message: string, facts: Record<string, unknown> = {}) {
    super(message);
    this.facts = facts;
  }
}

/** Tried too often; `retryAfterSeconds` says when it is worth another try. */
export class TooMany extends Error {
  override name = 'TooMany';
  retryAfterSeconds: number;
  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** More comes in than can be done; `retryAfterSeconds` says when it is worth another try. */
export class Busy extends Error {
  override name = 'Busy';
  retryAfterSeconds: number;
  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export function invalidField(field: string, message: string): Invalid {
  return new Invalid(message, [{ field, message }]);
}

/** Whether a room said this to a person, in words; anything else is a fault. */
export function isOurs(error: unknown): error is NotFound | Forbidden | Invalid | Conflict {
  return [NotFound, Forbidden, Invalid, Conflict].some((kind) => error instanceof kind);
}
