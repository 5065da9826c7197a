import { offlineProblem, Problem, type ProblemBody } from '../../../web/problem.ts';

export type Upload = { id: string; name: string };

/** Sends a file as it is. Not with fetch, which cannot tell how far an upload has come. */
export function uploadFile(
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'text/csv');
    request.setRequestHeader('x-tandem', 'web');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total === 0 ? 0 : loaded / total),
    );
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(request.response as Upload);
      else reject(new Problem({ ...(request.response as ProblemBody | null), status: request.status }));
    });
    request.addEventListener('error', () => reject(offlineProblem()));
    request.addEventListener('abort', () =>
      reject(new DOMException('The upload was stopped.', 'AbortError')),
    );
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
