import { readFileSync } from 'node:fs';
import { minifySync } from 'vite';

export const sourceFile = new URL('t.js', import.meta.url);
export const servedFile = new URL('t.min.js', import.meta.url);

/** The snippet as it is served. Done by whoever changes it, so that a running Tandem needs no build for it. */
export function minifySnippet(): string {
  const { code, errors } = minifySync('t.js', readFileSync(sourceFile, 'utf8'), {
    compress: { target: 'es2020' },
    mangle: { toplevel: true },
  });
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return `${code}\n`;
}
