import { isUtf8 } from 'node:buffer';
import { Invalid } from '../../../platform/errors.ts';

/** What spreadsheets write. Windows-1252 holds all of Latin-1. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-15',
  'macintosh',
] as const;

export type Encoding = (typeof encodings)[number];

/** `whole`: the sample is all of the file, so that it cannot end within a character. */
export function guessEncoding(sample: Buffer, whole: boolean): Encoding {
  const mark = sample.toString('hex', 0, 3);
  if (mark.startsWith('efbbbf')) return 'utf-8';
  if (mark.startsWith('fffe')) return 'utf-16le';
  if (mark.startsWith('feff')) return 'utf-16be';
  const wide = wideOf(sample);
  if (wide) return wide;
  return isUtf8Text(sample, whole) ? 'utf-8' : 'windows-1252';
}

/** The text, piece by piece and without its byte order mark. Throws `Invalid` where it is not of this encoding. */
export async function* decode(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const piece of bytes) yield readText(decoder, encoding, piece);
  yield readText(decoder, encoding);
}

/** Western text in two bytes a character has a zero in nearly every second place. */
function wideOf(sample: Buffer): Encoding | null {
  const looked = Math.min(sample.length, LOOKED_AT) & ~1;
  if (looked === 0) return null;
  let [even, odd] = [0, 0];
  for (let place = 0; place < looked; place += 2) {
    if (sample[place] === 0) even += 1;
    if (sample[place + 1] === 0) odd += 1;
  }
  const many = (looked / 2) * MOSTLY;
  if (odd > many && even < many / 4) return 'utf-16le';
  return even > many && odd < many / 4 ? 'utf-16be' : null;
}

const LOOKED_AT = 4_096;
const MOSTLY = 0.4;
const LONGEST_CHARACTER = 4;

function isUtf8Text(sample: Buffer, whole: boolean): boolean {
  if (isUtf8(sample)) return true;
  const cuts = whole ? [] : Array.from({ length: LONGEST_CHARACTER - 1 }, (_, cut) => cut + 1);
  return cuts.some((cut) => isUtf8(sample.subarray(0, sample.length - cut)));
}

function readText(decoder: InstanceType<typeof TextDecoder>, encoding: Encoding, piece?: Uint8Array): string {
  let text: string;
  try {
    text = piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch {
    throw new Invalid(
      `This file is not ${encoding.toUpperCase()} text throughout. Choose another encoding, or save it as “CSV UTF-8”.`,
    );
  }
  if (!text.includes('\0')) return text;
  throw new Invalid('This is not a table of text. Save the table as “CSV UTF-8” and upload that.');
}
