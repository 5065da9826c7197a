/** Something with a moment, newest first in its stream. */
type Told = { at: string };
type Stream<T> = { items: readonly T[]; more: boolean };

export type Merged<T> = {
  items: T[];
  /** Which of them must be read further before the next ones can be told. */
  behind: number[];
};

/**
 * Several streams as one, newest first. Below the point up to which every stream has been read nothing is shown: what
 * is still to come might belong in between.
 */
export function mergeNewestFirst<T extends Told>(streams: readonly Stream<T>[]): Merged<T> {
  const ends = streams.map(endOf);
  const readTo = Math.max(...ends);
  const items = streams
    .flatMap((stream) => stream.items)
    .filter((item) => Date.parse(item.at) >= readTo)
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  const behind = ends.flatMap((end, index) => (end === readTo && streams[index]?.more ? [index] : []));
  return { items, behind };
}

/** The oldest moment that is known of a stream; the beginning of time when it was read to its end. */
function endOf({ items, more }: Stream<Told>): number {
  if (!more) return Number.NEGATIVE_INFINITY;
  const last = items.at(-1);
  return last === undefined ? Number.POSITIVE_INFINITY : Date.parse(last.at);
}
