import { useEffect, useRef, useState } from 'react';
import { api } from '../../../web/api.ts';
import { asProblem, type Problem } from '../../../web/problem.ts';
import { queryClient } from '../../../web/query.ts';
import { modelQuery, type WholeModel } from '../score-models.ts';
import { documentOf, editedOf, textOf, type Edited } from './edited.ts';

/** What the server said about a place in the document: `groups.0.cap`; `within` is for what has inner places. */
export type ErrorsAt = (path: string, within?: 'within') => string | undefined;

export type Saving = {
  edited: Edited;
  change: (edited: Edited) => void;
  state: 'saved' | 'saving' | 'refused';
  problem: Problem | undefined;
  errors: ErrorsAt;
};

/** The fingers rest. */
const pause = 500;

/** A draft is saved as it is written. What the server refuses stays as it was typed, and says why. */
export function useSaving(model: WholeModel): Saving {
  const [edited, setEdited] = useState(() => editedOf(model.document));
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [basis, setBasis] = useState(() => ({
    updatedAt: model.updatedAt,
    written: textOf(model.document),
  }));
  const running = useRef(false);
  const written = textOf(documentOf(edited));
  useEffect(() => {
    if (written === basis.written) return undefined;
    const save = async () => {
      // One after the other, so that none is based on what another is about to change.
      if (running.current) return;
      running.current = true;
      setBusy(true);
      const { saved, refused } = await write(model.id, written, basis);
      setProblem(refused);
      running.current = false;
      setBusy(false);
      // Looks again: something may have been typed meanwhile.
      if (saved !== undefined) setBasis({ updatedAt: saved.updatedAt, written });
    };
    const timer = setTimeout(() => void save(), pause);
    return () => clearTimeout(timer);
  }, [written, basis, model.id]);
  const pending = written !== basis.written;
  return {
    edited,
    change: setEdited,
    state: problem !== undefined && !busy ? 'refused' : busy || pending ? 'saving' : 'saved',
    problem,
    errors: (path, within) => messageAt(problem, path, within !== undefined),
  };
}

type Basis = { updatedAt: string; written: string };

async function write(
  id: string,
  written: string,
  basis: Basis,
): Promise<{ saved?: WholeModel; refused?: Problem }> {
  try {
    const saved = await patch(id, written, basis.updatedAt);
    return { saved };
  } catch (thrown) {
    const refused = asProblem(thrown);
    if (refused.status !== 409) return { refused };
    // Somebody wrote its note: that is no other document.
    const now = await api.get<WholeModel>(`/api/score-models/${id}`).catch(() => undefined);
    if (now === undefined || textOf(now.document) !== basis.written) return { refused };
    return patch(id, written, now.updatedAt).then(
      (saved) => ({ saved }),
      (again: unknown) => ({ refused: asProblem(again) }),
    );
  }
}

async function patch(id: string, written: string, updatedAt: string): Promise<WholeModel> {
  const document = JSON.parse(written) as WholeModel['document'];
  const saved = await api.patch<WholeModel>(`/api/score-models/${id}`, { document, updatedAt });
  queryClient.setQueryData(modelQuery(id).queryKey, saved);
  void queryClient.invalidateQueries({ queryKey: ['score-models', id, 'differences'] });
  return saved;
}

function messageAt(problem: Problem | undefined, path: string, within: boolean): string | undefined {
  const place = `document.${path}`;
  return problem?.errors.find(({ field }) => field === place || (within && field.startsWith(`${place}.`)))
    ?.message;
}
