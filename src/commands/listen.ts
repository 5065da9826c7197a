import type { App } from '../platform/http/app.ts';
import { errorCode, Refusal } from '../platform/refusal.ts';
import { localAddress } from '../platform/settings.ts';

/** Waiting connections, such as live updates, are cut after this long when Tandem stops. */
const LONGEST_WAIT_MS = 3_000;

/** Opens the door. Returns the address a browser on this machine can open; a `Refusal` says why the door stays shut. */
export async function listen(app: App, host: string, port: number): Promise<string> {
  try {
    await app.listen({ host, port });
    return localAddress(host, port);
  } catch (error) {
    await app.close();
    throw refusalOf(error, host, port) ?? error;
  }
}

/** Requests under way are finished first. */
export async function closeWeb(app: App): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), LONGEST_WAIT_MS);
  await app.close();
  clearTimeout(cut);
}

function refusalOf(error: unknown, host: string, port: number): Refusal | undefined {
  const another = `Stop it, or choose another port: PORT=${port === 65_535 ? 4001 : port + 1} npm start`;
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new Refusal(
        `Port ${port} on ${host} is taken by another program. Nothing was changed. ${another}`,
      );
    case 'EACCES':
      return new Refusal(
        `Port ${port} is reserved for the system. Choose one above 1023: PORT=4000 npm start`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Refusal(`HOST "${host}" is no address of this machine. Set HOST to 127.0.0.1 or 0.0.0.0.`);
    default:
      return undefined;
  }
}
