import type { Headings } from '../../platform/personal-data.ts';

const STYLE = `body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f4f4f4}h2{margin-top:2rem}`;

/** What is kept about a person as a page of tables that opens in any browser, without Tandem. */
export function* readablePage(title: string, madeAt: Date, data: Headings): Generator<string> {
  yield `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(title)}</title><style>${STYLE}</style>`;
  yield `<h1>${escape(title)}</h1><p>Made on ${escape(madeAt.toISOString())}. Times are UTC.</p>`;
  for (const [heading, rows] of Object.entries(data)) {
    yield `<h2>${escape(heading)}</h2>`;
    yield* rows.length === 0 ? ['<p>Nothing is kept.</p>'] : table(rows);
  }
  yield '</html>\n';
}

function* table(rows: Record<string, unknown>[]): Generator<string> {
  const columns = Object.keys(rows[0] ?? {});
  yield `<table><thead><tr>${columns.map((column) => `<th>${escape(column)}</th>`).join('')}</tr></thead><tbody>`;
  for (const row of rows)
    yield `<tr>${columns.map((column) => `<td>${escape(inWords(row[column]))}</td>`).join('')}</tr>\n`;
  yield '</tbody></table>';
}

function inWords(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
