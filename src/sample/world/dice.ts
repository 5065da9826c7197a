/**
 * A fixed sequence of numbers in [0, 1): the same for the same seed, stream and index, on every machine, and
 * independent of all other sequences, so that contact 700,000 can be made without the 699,999 before it.
 * sfc32 by Chris Doty-Humphrey (PractRand, public domain); its state is filled by the finaliser of MurmurHash3
 * (Austin Appleby, public domain).
 */
export type Dice = () => number;

export function dice(seed: number, stream: number, index: number): Dice {
  let a = mix(seed ^ 0x9e3779b9);
  let b = mix(a ^ (stream + 0x85ebca6b));
  let c = mix(b ^ (index + 0xc2b2ae35));
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  // The first ones still show what they were filled with.
  for (let round = 0; round < 8; round++) next();
  return next;
}

function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

export function chance(roll: Dice, probability: number): boolean {
  return roll() < probability;
}

export function between(roll: Dice, low: number, high: number): number {
  return low + (high - low) * roll();
}

/** A whole number from `low` to `high`, both included. */
export function whole(roll: Dice, low: number, high: number): number {
  return low + Math.floor((high - low + 1) * roll());
}

export function pick<T>(roll: Dice, items: readonly T[]): T {
  // An empty list is a mistake of ours, found by the first test that makes a world.
  return items[Math.floor(roll() * items.length)] as T;
}

export function weighted<T>(roll: Dice, items: readonly (readonly [item: T, weight: number])[]): T {
  let left = roll() * items.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of items) {
    left -= weight;
    if (left < 0) return item;
  }
  return (items.at(-1) as readonly [T, number])[0];
}

export function exponential(roll: Dice, mean: number): number {
  return -mean * Math.log(1 - roll());
}

/** Box and Muller's, one of the two. */
export function normal(roll: Dice): number {
  return Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
}

export function logNormal(roll: Dice, median: number, spread: number): number {
  return median * Math.exp(spread * normal(roll));
}

/** Knuth's; for the small means that occur here. */
export function poisson(roll: Dice, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = roll(); product > limit; product *= roll()) count += 1;
  return count;
}
