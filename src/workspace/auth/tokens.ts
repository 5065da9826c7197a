import { createHash } from 'node:crypto';
import { generateRandomString } from 'better-auth/crypto';

const TOKEN_LENGTH = 43; // 256 bits of letters and digits

/** What stands in a link or an API key. Only its hash is stored. */
export function newToken(): string {
  return generateRandomString(TOKEN_LENGTH, 'a-z', 'A-Z', '0-9');
}

/**
 * A plain hash is enough for something random: there is no dictionary of it to try. Here and now, not in a thread of
 * its own as WebCrypto does: that alone was 5 % of a request with a key.
 */
export async function hashToken(token: string): Promise<string> {
  return createHash('sha256').update(token).digest('hex');
}
