/** Which features are one and the same matter: how often something happened, and how lately. */
export function subjectOf(feature: string): string {
  return feature.replace(/~$/, '');
}
