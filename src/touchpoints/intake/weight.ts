const MESSAGE_BYTES = 32_768;
const DEEPEST = 20;
/** Most that one letter can take in JSON: \u001f. */
const BYTES_A_LETTER = 6;
/** Quotes, colon and comma; a number with all its digits. */
const SIGNS = 4;
const NUMBER = 24;

/** Why a message is more than a message may be; undefined when it is not. */
export function tooMuch(message: unknown): 'nested too deep' | 'too large' | undefined {
  const letters = weigh(message, DEEPEST);
  if (letters === Infinity) return 'nested too deep';
  // Written out only where it may matter: writing each of a batch took longer than reading it.
  const large = letters * BYTES_A_LETTER > MESSAGE_BYTES;
  return large && Buffer.byteLength(JSON.stringify(message)) > MESSAGE_BYTES ? 'too large' : undefined;
}

/** At most so many letters; infinitely many where it is nested too deep to be looked at. */
function weigh(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length + SIGNS;
  if (typeof value !== 'object' || value === null) return NUMBER;
  if (depth === 0) return Infinity;
  let sum = SIGNS;
  for (const [key, each] of Object.entries(value)) sum += key.length + SIGNS + weigh(each, depth - 1);
  return sum;
}
