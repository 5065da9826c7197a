export type Box = { x: number; y: number; width: number; height: number };

export function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

const narrow = /[ijlt.,:;'’|!()[\]fr ]/;
const wide = /[mwMW@%—]/;

/** How wide a text of the line is, near enough to keep texts apart: Inter, 11 px, medium. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) {
    if (narrow.test(letter)) width += 3.4;
    else if (wide.test(letter)) width += 9.4;
    else width += letter === letter.toUpperCase() && /\p{L}/u.test(letter) ? 7.4 : 6.3;
  }
  return width;
}

export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
