/** The server's rule; it also refuses what is quickly guessed, and says why. */
export const shortestPassword = 10;

export function passwordHint(typed: string): string {
  const missing = shortestPassword - typed.length;
  if (typed === '')
    return `At least ${shortestPassword} characters. Three or four unrelated words work well.`;
  if (missing > 0) return missing === 1 ? 'One more character.' : `${missing} more characters.`;
  return 'Long enough. When you go on, Tandem checks that it is not easily guessed.';
}
