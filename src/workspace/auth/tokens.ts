import { createHash } from '@better-auth/utils/hash';
import { generateRandomString } from 'better-auth/crypto';

const TOKEN_LENGTH = 43; // 256 bits of letters and digits

/** What stands in a link or an API key. Only its hash is stored. */
export function newToken(): string {
  return generateRandomString(TOKEN_LENGTH, 'a-z', 'A-Z', '0-9');
}

/** A plain hash is enough for something random: there is no dictionary of it to try. */
export async function hashToken(token: string): Promise<string> {
  return createHash('SHA-256', 'hex').digest(token);
}
