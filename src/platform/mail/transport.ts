import type { Transporter } from 'nodemailer';

export type Letter = {
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  messageId: string;
};

const open = new Map<string, Promise<Transporter>>();

/** Hands a letter to the mail server over a kept connection. Throws what the server or the network said. */
export async function post(smtpUrl: string, letter: Letter): Promise<void> {
  const transport = await transportOf(smtpUrl);
  await transport.sendMail({
    ...letter,
    // Asks robots not to answer.
    headers: { 'auto-submitted': 'auto-generated' },
  });
}

/** Ends the kept connections; the next letter opens new ones. */
export async function closeTransports(): Promise<void> {
  const transports = await Promise.all(open.values());
  open.clear();
  for (const transport of transports) transport.close();
}

function transportOf(smtpUrl: string): Promise<Transporter> {
  const known = open.get(smtpUrl);
  if (known) return known;
  const made = import('nodemailer').then(({ createTransport }) =>
    createTransport(`${smtpUrl}${smtpUrl.includes('?') ? '&' : '?'}pool=true&maxConnections=2`),
  );
  open.set(smtpUrl, made);
  return made;
}

/** A 5xx answer about this letter: the server will never take it, so trying again is no use. */
export function isRefusedForGood(error: unknown): boolean {
  const { responseCode, code } = error as { responseCode?: unknown; code?: unknown };
  return typeof responseCode === 'number' && responseCode >= 500 && code !== 'EAUTH';
}
