import { offlineProblem, problemFrom } from './problem.ts';

type SearchValue = string | number | boolean | null | undefined;
type CallOptions = {
  search?: Record<string, SearchValue>;
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
};

/** The only way the web speaks to the server. Throws a Problem, never returns half an answer. */
export const api = {
  get: <T>(path: string, options?: CallOptions) => call<T>('GET', path, undefined, options),
  post: <T>(path: string, body?: unknown, options?: CallOptions) => call<T>('POST', path, body, options),
  put: <T>(path: string, body?: unknown, options?: CallOptions) => call<T>('PUT', path, body, options),
  patch: <T>(path: string, body?: unknown, options?: CallOptions) => call<T>('PATCH', path, body, options),
  delete: <T>(path: string, body?: unknown, options?: CallOptions) => call<T>('DELETE', path, body, options),
};

/** While the shell is open, a 401 means the session ended: it says where to go then. Returns the way to undo it. */
export function onSignedOut(leave: () => void): () => void {
  signedOut = leave;
  return () => {
    if (signedOut === leave) signedOut = undefined;
  };
}

export function urlOf(path: string, search: Record<string, SearchValue> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

let signedOut: (() => void) | undefined;

async function call<T>(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<T> {
  const response = await send(method, path, body, options);
  if (response.status === 401) signedOut?.();
  if (!response.ok) throw await problemFrom(response);
  if (response.status === 204 || response.headers.get('content-length') === '0') return undefined as T;
  return (await response.json()) as T;
}

async function send(method: string, path: string, body: unknown, options: CallOptions): Promise<Response> {
  // The header no foreign page can send without asking first: the server's guard against forged requests.
  const headers: Record<string, string> = {
    accept: 'application/json',
    'x-tandem': 'web',
    ...options.headers,
  };
  if (method === 'POST') headers['idempotency-key'] ??= crypto.randomUUID();
  const asFile = body instanceof FormData || body instanceof Blob;
  if (body !== undefined && !asFile) headers['content-type'] ??= 'application/json';
  const payload = asFile || body === undefined ? body : JSON.stringify(body);
  try {
    return await fetch(urlOf(path, options.search), {
      method,
      headers,
      credentials: 'same-origin',
      signal: options.signal ?? null,
      ...(payload === undefined ? {} : { body: payload as BodyInit }),
    });
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw offlineProblem();
  }
}
