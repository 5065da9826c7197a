import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';

/** What an address carries that says who it was given to. `snippet/t.js` looks for it by the same name. */
const PARAMETER = 'tdm';
const DAY_MS = 86_400_000;
const ID_BYTES = 16;
const DAY_BYTES = 2;
/** 96 bits: of something that opens nothing, nobody guesses one among 10^28, and the address stays short. */
const PROOF_BYTES = 12;
const TOKEN = /^[\w-]{40}$/;

export type LinkProblem = 'personal link is not ours' | 'personal link has expired';

/** Whose it is and the last day it counts, with the proof that we said so: 30 bytes, 40 letters. */
export function newToken(contactId: string, lastDay: number, secret: string): string {
  const words = Buffer.concat([parse(contactId), Buffer.alloc(DAY_BYTES)]);
  words.writeUInt16BE(lastDay, ID_BYTES);
  return Buffer.concat([words, proofOf(words, secret)]).toString('base64url');
}

export function readToken(
  token: string,
  secret: string,
  at: Date,
): { contactId: string } | { problem: LinkProblem } {
  const bytes = Buffer.from(TOKEN.test(token) ? token : '', 'base64url');
  const words = bytes.subarray(0, ID_BYTES + DAY_BYTES);
  const proof = bytes.subarray(ID_BYTES + DAY_BYTES);
  if (proof.length !== PROOF_BYTES || !timingSafeEqual(proof, proofOf(words, secret)))
    return { problem: 'personal link is not ours' };
  if (dayOf(at) > words.readUInt16BE(ID_BYTES)) return { problem: 'personal link has expired' };
  return { contactId: stringify(words.subarray(0, ID_BYTES)) };
}

/** Days since 1970, in UTC: two bytes reach into the year 2149. */
export function dayOf(at: Date): number {
  return Math.floor(at.getTime() / DAY_MS);
}

export function endOfDay(day: number): Date {
  return new Date((day + 1) * DAY_MS);
}

/** All else in the address stays as it was written, to the letter: a shop may have signed it. */
export function withToken(address: string, token: string): string {
  const url = new URL(withoutToken(address));
  url.search = `${url.search ? `${url.search}&` : '?'}${PARAMETER}=${token}`;
  return url.href;
}

const ONE = String.raw`${PARAMETER}=([^&#\s]*)`;
const IN_ADDRESS = new RegExp(`[?&]${ONE}`);
const AT_FIRST = new RegExp(String.raw`\?(?:${ONE}&)+`, 'g');
const ELSEWHERE = new RegExp(`[?&]${ONE}`, 'g');

export function tokenIn(text: unknown): string | undefined {
  return mayHaveToken(text) ? IN_ADDRESS.exec(text)?.[1] : undefined;
}

export function withoutToken(text: string): string {
  if (!mayHaveToken(text)) return text;
  return text.replace(AT_FIRST, '?').replace(ELSEWHERE, '');
}

/** Every message of every sender is asked, and nearly none has one. */
function mayHaveToken(text: unknown): text is string {
  return typeof text === 'string' && text.includes(`${PARAMETER}=`);
}

/** Of its purpose, too: whatever else is signed with the secret is no link, and no link is anything else. */
function proofOf(words: Uint8Array, secret: string): Buffer {
  return createHmac('sha256', secret)
    .update('personal link\n')
    .update(words)
    .digest()
    .subarray(0, PROOF_BYTES);
}
