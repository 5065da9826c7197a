export const LONGEST_TAG = 60;
export const MOST_TAGS = 50;

/** A tag as it is kept: one line without a comma or semicolon, by which lists of tags are split. Null when nothing is left. */
export function normaliseTag(text: string): string | null {
  const tag = text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\s,;|]+/gu, ' ')
    .replace(/^[\s#]+/, '')
    .trim()
    .slice(0, LONGEST_TAG)
    .trim();
  return tag === '' ? null : tag;
}

/** "VIP; salon owner" → ["VIP", "salon owner"] */
export function tagsIn(text: string): string[] {
  return unique(text.split(/[,;|\n]/).map(normaliseTag));
}

/** By which two spellings are the same tag. */
export function tagKey(tag: string): string {
  return tag.toLowerCase();
}

/** Each tag once, in the order of the words. */
export function unique(tags: (string | null)[]): string[] {
  const byKey = new Map<string, string>();
  for (const tag of tags) if (tag !== null && !byKey.has(tagKey(tag))) byKey.set(tagKey(tag), tag);
  return [...byKey.values()];
}
