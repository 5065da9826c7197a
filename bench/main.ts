import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isMet, type Line, type Row } from './frame.ts';
import { leave } from './place.ts';
import { clocks } from './rows/clocks.ts';
import { duplicates } from './rows/duplicates.ts';
import { firstRoute } from './rows/first-route.ts';
import { handoff } from './rows/handoff.ts';
import { importFile } from './rows/import.ts';
import { intake } from './rows/intake.ts';
import { listPages } from './rows/list-pages.ts';
import { listRequests } from './rows/list-requests.ts';
import { memory } from './rows/memory.ts';
import { propensity } from './rows/propensity.ts';
import { routeChange } from './rows/route-change.ts';
import { scoreIntake } from './rows/score-intake.ts';
import { scoreRebuild } from './rows/score-rebuild.ts';
import { segments } from './rows/segments.ts';
import { snippet } from './rows/snippet.ts';
import { start } from './rows/start.ts';
import { notesOf, resultsPage, tableOf } from './table.ts';
import { leaveWorlds } from './world.ts';

const rows: Row[] = [
  start,
  memory,
  firstRoute,
  snippet,
  listRequests,
  intake,
  importFile,
  listPages,
  segments,
  scoreIntake,
  scoreRebuild,
  duplicates,
  routeChange,
  propensity,
  handoff,
  clocks,
];

const HELP = `npm run bench -- [--only NAME]… [--write]

  --only NAME   one of: ${rows.map(({ name }) => name).join(', ')}; may be given several times
  --write       also writes bench/RESULTS.md
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(HELP);
else process.exitCode = await run(values.only ?? rows.map(({ name }) => name), values.write);

async function run(names: string[], write: boolean): Promise<number> {
  const unknown = names.filter((name) => !rows.some((row) => row.name === name));
  if (unknown.length > 0) {
    console.error(`There is no row called ${unknown.join(', ')}.\n\n${HELP}`);
    return 2;
  }
  const lines: Line[] = [];
  try {
    for (const row of rows.filter(({ name }) => names.includes(name))) {
      lines.push(...(await row.measure((progress) => console.error(`${row.name}: ${progress}`))));
    }
  } finally {
    await leaveWorlds();
    await leave();
  }
  console.log(`\n${tableOf(lines)}\n\n${notesOf(lines)}`);
  if (write) await writeFile(new URL('RESULTS.md', import.meta.url), resultsPage(lines));
  return lines.every(isMet) ? 0 : 1;
}
