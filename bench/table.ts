import { cpus, totalmem } from 'node:os';
import { isMet, type Line } from './frame.ts';

const HEAD = ['', 'ours', 'against', 'value', 'target', ''];

/** The lines as a Markdown table whose columns also line up on a terminal. */
export function tableOf(lines: readonly Line[]): string {
  const rows = [HEAD, ...lines.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(2, ...rows.map((row) => row[column]?.length ?? 0)));
  const written = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [written[0], rule, ...written.slice(1)].join('\n');
}

export function notesOf(lines: readonly Line[]): string {
  return lines.flatMap(({ what, notes = [] }) => notes.map((note) => `- ${what}: ${note}`)).join('\n');
}

export function resultsPage(lines: readonly Line[]): string {
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB`;
  return [
    '# Benchmarks',
    '',
    `Written by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}: ${machine}, Node ${process.version}.`,
    'Ratios are measured within one run, ours and the raw limit in turns; the numbers of another machine differ, their ratio hardly.',
    '',
    tableOf(lines),
    '',
    notesOf(lines),
    '',
  ].join('\n');
}

function cellsOf(line: Line): string[] {
  const { what, ours, against = '', value, unit, target } = line;
  const wanted = 'atMost' in target ? `at most ${target.atMost}` : `at least ${target.atLeast}`;
  const suffix = unit === 'ratio' ? '' : ` ${unit}`;
  return [
    what,
    ours,
    against,
    `${round(value)}${suffix}`,
    `${wanted}${suffix}`,
    isMet(line) ? 'ok' : 'short',
  ];
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
