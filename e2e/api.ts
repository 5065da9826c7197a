/** Speaks to Tandem as a program does: no browser, no page. Throws what the server said when it refuses. */
export type Api = {
  get: <T>(path: string) => Promise<T>;
  post: <T>(path: string, body?: unknown) => Promise<T>;
  put: <T>(path: string, body?: unknown) => Promise<T>;
  patch: <T>(path: string, body?: unknown) => Promise<T>;
  delete: <T>(path: string) => Promise<T>;
};

export function apiOf(address: string, headers: Record<string, string> = {}): Api {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const { answer, response } = await send(address, method, path, { headers, body });
    if (response.ok) return answer as T;
    throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body ?? {}),
    put: (path, body) => call('PUT', path, body ?? {}),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path) => call('DELETE', path),
  };
}

/** Calls and keeps the cookies, as a browser would: the session of whoever signed in by this. */
export async function sessionFrom(address: string, path: string, body: unknown): Promise<string> {
  const { answer, response } = await send(address, 'POST', path, { body });
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  if (response.ok && cookies.length > 0) return cookies.join('; ');
  throw new Error(`POST ${path} opened no session: ${response.status} ${JSON.stringify(answer)}`);
}

async function send(
  address: string,
  method: string,
  path: string,
  options: { headers?: Record<string, string>; body?: unknown },
): Promise<{ response: Response; answer: unknown }> {
  const response = await fetch(address + path, {
    method,
    headers: {
      ...options.headers,
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { response, answer: text === '' ? undefined : (JSON.parse(text) as unknown) };
}
