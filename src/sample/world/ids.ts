import type { Dice } from './dice.ts';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** As `newId()` would have made it at that moment, but the same every time. */
export function idAt(roll: Dice, at: number): string {
  const high = Math.floor(at / 65_536);
  const low = at % 65_536;
  const a = bits(roll);
  return `${hex32(high)}-${hex16(low)}-7${hex16(a >>> 16).slice(1)}-${variant(a)}-${hex48(roll)}`;
}

/** Of a touchpoint: version 8, as `touchpointId` makes them of a source and a message. */
export function messageIdOf(roll: Dice): string {
  const a = bits(roll);
  const b = bits(roll);
  return `${hex32(a)}-${hex16(b >>> 16)}-8${hex16(b & 0xffff).slice(1)}-a${hex16(bits(roll) >>> 16).slice(1)}-${hex48(roll)}`;
}

/** What a browser calls itself: version 4. */
export function browserId(roll: Dice): string {
  const a = bits(roll);
  const b = bits(roll);
  return `${hex32(a)}-${hex16(b >>> 16)}-4${hex16(b & 0xffff).slice(1)}-${variant(bits(roll))}-${hex48(roll)}`;
}

function bits(roll: Dice): number {
  return (roll() * 4_294_967_296) >>> 0;
}

function hex32(value: number): string {
  return hex16(value >>> 16) + hex16(value & 0xffff);
}

function hex16(value: number): string {
  return `${HEX[value >>> 8] ?? ''}${HEX[value & 0xff] ?? ''}`;
}

function hex48(roll: Dice): string {
  const b = bits(roll);
  return hex32(bits(roll)) + hex16(b >>> 16);
}

function variant(value: number): string {
  return hex16((value & 0x3fff) | 0x8000);
}
