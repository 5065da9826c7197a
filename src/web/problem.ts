export type FieldError = { field: string; message: string };

export type ProblemBody = {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  instance?: string;
  id?: string;
  errors?: FieldError[];
  /** What else the server said: of a conflict, who was faster and what stands now. */
  [fact: string]: unknown;
};

/** What the server says went wrong (RFC 9457), or what we say when it cannot be reached (status 0). */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldError[];
  /** Quoted by the user, found again in the server's log. */
  readonly id: string | undefined;
  /** Members of its own, as the server sent them: `contact`, `changedBy`. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(body: ProblemBody) {
    const { status = 0, title = titleOf(status), type = 'about:blank', detail, errors = [], id } = body;
    super(detail ?? title);
    this.name = 'Problem';
    this.status = status;
    this.type = type;
    this.title = title;
    this.detail = detail ?? sentenceOf(status);
    this.errors = errors;
    this.id = id;
    this.facts = body;
  }
}

export async function problemFrom(response: Response): Promise<Problem> {
  const body = await readBody(response);
  return new Problem({ ...body, status: response.status });
}

/** Anything thrown, as a Problem that can be shown. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new Problem({ status: -1, title: 'Something broke on this page', detail });
}

export function offlineProblem(): Problem {
  return new Problem({ status: 0 });
}

function titleOf(status: number): string {
  if (status === 0) return 'Tandem cannot be reached';
  if (status === 403) return 'You may not do this';
  if (status === 404) return 'Not found';
  if (status === 409) return 'Somebody was faster';
  if (status === 413) return 'Too large';
  if (status === 429) return 'Too many at once';
  return status >= 500 ? 'Tandem made a mistake' : 'This did not work';
}

function sentenceOf(status: number): string {
  if (status === 0) return 'The connection is gone. What you typed is still here; try again in a moment.';
  if (status === 403) return 'Ask an administrator of your workspace for the right to do this.';
  if (status === 404) return 'It may have been deleted or merged, or the link is incomplete.';
  if (status === 409)
    return 'It was changed in the meantime. Reload to see the latest state, then try again.';
  if (status === 413) return 'The file or text is larger than the server takes.';
  if (status === 429) return 'Wait a few seconds, then try again.';
  return status >= 500 ? 'Nothing was saved. Try again; if it happens again, quote the number below.' : '';
}

async function readBody(response: Response): Promise<ProblemBody> {
  if (!response.headers.get('content-type')?.includes('json')) return {};
  try {
    return (await response.json()) as ProblemBody;
  } catch {
    return {};
  }
}
