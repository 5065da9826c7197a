import { Agent, request } from 'node:http';

/** Posts all bodies over that many connections, each as soon as the one before is answered; seconds it took. */
export async function postAll(url: string, bodies: string[], connections: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const left = bodies.values();
  const began = performance.now();
  const line = async () => {
    // Shared by all lines: whoever is free takes the next.
    for (const body of left) await post(url, body, agent);
  };
  await Promise.all(Array.from({ length: connections }, line));
  agent.destroy();
  return (performance.now() - began) / 1_000;
}

function post(url: string, body: string, agent: Agent): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
    answer.resume();
    answer.on('end', () => {
      if (answer.statusCode === 200) resolve();
      else reject(new Error(`${url} answered ${String(answer.statusCode)}`));
    });
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}
