import { connect, type Socket } from 'node:net';

/**
 * Posts all bodies over that many connections, each as soon as the one before is answered; seconds it took. Spoken by
 * hand: Node's own client took as much of the machine as the server that is measured.
 */
export async function postAll(url: string, bodies: string[], connections: number): Promise<number> {
  const { hostname, port, pathname } = new URL(url);
  const head = `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\n`;
  const requests = bodies.map((body) => `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(Number(port), hostname)));
  const left = requests.values();
  const began = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      // Shared by all lines: whoever is free takes the next.
      for (const request of left) await send(socket, request);
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  for (const socket of sockets) socket.destroy();
  return seconds;
}

function open(port: number, host: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, noDelay: true }, () => resolve(socket));
    socket.setEncoding('latin1').once('error', reject);
  });
}

function send(socket: Socket, request: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const read = (chunk: string) => {
      answer += chunk;
      const body = answer.indexOf('\r\n\r\n') + 4;
      const length = /^content-length: (\d+)/im.exec(answer.slice(0, body))?.[1];
      if (body < 4 || length === undefined || answer.length < body + Number(length)) return;
      socket.off('data', read).off('close', lost);
      if (answer.startsWith('HTTP/1.1 200 ')) resolve();
      else reject(new Error(`The answer was ${answer.slice(0, 200)}`));
    };
    const lost = () => reject(new Error('The server closed the connection.'));
    socket.on('data', read).once('close', lost);
    socket.write(request);
  });
}
