import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { listContacts } from '../../src/audience/contact-list.ts';
import { stopTandem } from '../../src/faults/tandem.ts';
import { listQuery } from '../../src/platform/lists.ts';
import { findRunning } from '../../src/platform/postgres/embedded.ts';
import { inTurns, type Row } from '../frame.ts';
import { CONTACTS, place, timeStart } from '../place.ts';
import { program, statementsOf, type Statement } from '../statements.ts';

const ROUNDS = 7;
const SECONDS = 3;
const CONNECTIONS = 20;
/** As many connections as Tandem's own pool has. */
const POOL_SIZE = 10;

type Autocannon = (options: {
  url: string;
  connections: number;
  duration: number;
  headers?: Record<string, string>;
}) => Promise<{ requests: { average: number }; non2xx: number; errors: number; latency: { p99: number } }>;
const autocannon = createRequire(import.meta.url)('autocannon') as Autocannon;

/** A page of contacts, as often as it can be had, against the same SQL behind bare Fastify. */
export const listRequests: Row = {
  name: 'list-requests',
  async measure(say) {
    const { dataDir, key } = await place(say);
    const { tandem } = await timeStart(dataDir);
    const url = (await findRunning(dataDir)) ?? '';
    const statements = await statementsOf(url, (db) =>
      listContacts(db, program, listQuery.parse({ limit: 50 })),
    );
    const bare = await startBare(url, statements);
    const list = `${tandem.address}/api/contacts?limit=50`;
    const ours = () => requestsPerSecond(list, { 'x-api-key': key });
    const against = () => requestsPerSecond(bare.address);
    say('warming both up …');
    await ours();
    await against();
    say(`${ROUNDS} rounds of ${SECONDS} s each …`);
    const found = await inTurns(ROUNDS, ours, against);
    await bare.stop();
    await stopTandem(tandem);
    return [
      {
        what: `list of contacts, 50 of ${CONTACTS.toLocaleString('en-GB')}`,
        ours: `${found.ours.toFixed(0)} requests/s`,
        against: `${found.against.toFixed(0)} requests/s, bare Fastify`,
        value: found.ratio,
        unit: 'ratio',
        target: { atLeast: 0.6 },
        notes: [
          `${statements.length} statements a request, ${CONNECTIONS} connections, key checked on ours only`,
        ],
      },
    ];
  },
};

async function requestsPerSecond(url: string, headers: Record<string, string> = {}): Promise<number> {
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS });
  if (result.non2xx + result.errors > 0)
    throw new Error(`${url} refused ${result.non2xx + result.errors} requests.`);
  return result.requests.average;
}

async function startBare(url: string, statements: Statement[]) {
  const file = fileURLToPath(new URL('../bare-server.ts', import.meta.url));
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify({ url, statements, poolSize: POOL_SIZE }));
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  const stop = async () => {
    child.kill();
    await once(child, 'close');
  };
  return { address: `http://127.0.0.1:${port.toString().trim()}/`, stop };
}
