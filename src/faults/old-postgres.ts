import { createServer, type Server, type Socket } from 'node:net';

/** Speaks just enough of PostgreSQL's protocol to be asked its version. */
export async function startOldPostgres(version: string): Promise<{ port: number; stop: () => void }> {
  const server: Server = createServer((socket) => {
    let greeted = false;
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      if (!greeted) greet(socket);
      else if (bytes[0] === 'Q'.charCodeAt(0)) answer(socket, version);
      greeted = true;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { port: typeof address === 'object' && address ? address.port : 0, stop: () => void server.close() };
}

function greet(socket: Socket): void {
  const authenticated = message('R', Buffer.from([0, 0, 0, 0]));
  socket.write(Buffer.concat([authenticated, message('Z', Buffer.from('I'))]));
}

function answer(socket: Socket, value: string): void {
  const column = Buffer.concat([
    Buffer.from('number\0'),
    Buffer.alloc(6),
    Buffer.from([0, 0, 0, 25]),
    Buffer.alloc(8),
  ]);
  const length = Buffer.alloc(4);
  length.writeInt32BE(value.length);
  const row = Buffer.concat([Buffer.from([0, 1]), length, Buffer.from(value)]);
  socket.write(
    Buffer.concat([
      message('T', Buffer.concat([Buffer.from([0, 1]), column])),
      message('D', row),
      message('C', Buffer.from('SELECT 1\0')),
      message('Z', Buffer.from('I')),
    ]),
  );
}

function message(kind: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(kind), length, body]);
}
