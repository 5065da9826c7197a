/** Sign-in, and where to go on afterwards. */
export function signInPath(href: string): string {
  return href === '/' ? '/sign-in' : `/sign-in?then=${encodeURIComponent(href)}`;
}
