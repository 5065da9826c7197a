import { asProblem, Problem } from '../../../web/problem.ts';

/** What is taken already is told where it was typed, not as an accident of the whole form. */
export async function conflictAt<T>(field: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.status !== 409) throw thrown;
    throw new Problem({
      status: 409,
      title: problem.title,
      detail: problem.detail,
      errors: [{ field, message: problem.detail }],
    });
  }
}
