import { APIError } from 'better-auth/api';
import { Forbidden, Invalid, invalidField, TooMany } from '../../platform/errors.ts';

const LOCKED_SECONDS = 15 * 60;

/** Runs a call to better-auth; what it refuses with becomes our own words and our own errors. */
export async function asked<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof APIError ? translate(error) : error;
  }
}

function translate(error: APIError): Error {
  const code = error.body?.code;
  switch (code) {
    case 'INVALID_EMAIL_OR_PASSWORD':
    case 'INVALID_EMAIL':
      return invalidField('password', 'This e-mail address and password do not belong together.');
    case 'INVALID_PASSWORD':
      return invalidField('password', 'This is not your password.');
    case 'INVALID_CODE':
    case 'INVALID_BACKUP_CODE':
      return invalidField('code', 'This code is not right. An app shows a new one every 30 seconds.');
    case 'INVALID_TWO_FACTOR_COOKIE':
      return new Invalid('This sign-in took too long. Start again with your password.');
    case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
    case 'ACCOUNT_TEMPORARILY_LOCKED':
      return new TooMany(
        'Too many wrong codes. Start again with your password in a few minutes.',
        LOCKED_SECONDS,
      );
    case 'TOTP_ALREADY_ENABLED':
      return new Invalid('A second factor is set up already. Remove it first to set up another.');
    case 'TOTP_NOT_ENABLED':
    case 'BACKUP_CODES_NOT_ENABLED':
      return new Invalid('No second factor is being set up. Start again.');
    case 'DEACTIVATED':
      return new Forbidden(error.message);
    default:
      return error;
  }
}
