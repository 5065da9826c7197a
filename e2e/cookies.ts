/** A session as `sessionFrom` kept it, in the shape a browser takes. */
export function asCookies(session: string, url: string): { name: string; value: string; url: string }[] {
  return session.split('; ').map((cookie) => {
    const [name = '', ...value] = cookie.split('=');
    return { name, value: value.join('='), url };
  });
}
