/** Which features are one and the same matter: how often something happened, and how lately. */
export function subjectOf(feature: string): string {
  return feature.replace(/~$/, '');
}

/** A visit to the site is said by up to four columns at once: that a page was viewed, which one, and by which way they came. */
export function matterOf(subject: string): string {
  return /^(kind:(page_view|screen_view|page_read)$|page:|channel:)/.test(subject) ? 'site' : subject;
}
