import { isIP } from 'node:net';
import { z } from 'zod';

/** Every setting there is: its name in the environment, what it must be, and what `docs/operate` says of it. */
export const settingsTable = {
  PORT: {
    schema: z.coerce.number().int().min(1).max(65_535),
    otherwise: '4000',
    must: 'be a whole number from 1 to 65535',
    meaning: 'The port the web pages are served on.',
    hidden: false,
  },
  HOST: {
    schema: z.string().regex(/^[\w.:-]+$/),
    otherwise: '127.0.0.1',
    must: 'be a host name or an IP address',
    meaning: 'The address to listen on; `0.0.0.0` lets other machines in.',
    hidden: false,
  },
  DATA_DIR: {
    schema: z.string(),
    otherwise: './data',
    must: 'be a directory',
    meaning: 'Where Tandem keeps its database, its secret and its files.',
    hidden: false,
  },
  DATABASE_URL: {
    schema: url(['postgres:', 'postgresql:']).optional(),
    otherwise: undefined,
    must: 'be a PostgreSQL address such as postgres://user:password@host:5432/database',
    meaning: 'An own PostgreSQL (15 or newer). When set, Tandem starts none of its own.',
    hidden: true,
  },
  PUBLIC_URL: {
    schema: url(['http:', 'https:']).optional(),
    otherwise: undefined,
    must: 'be an address such as https://tandem.example.com',
    meaning: 'Where people reach Tandem; used in every link it writes. Default: `http://localhost:PORT`.',
    hidden: false,
  },
  TRUST_PROXY: {
    schema: z.string().refine((text) => text.split(',').every(isProxy)),
    otherwise: 'loopback',
    must: 'be addresses or networks with commas between: loopback, uniquelocal, 10.0.0.5 or 10.0.0.0/24',
    meaning: 'The proxies whose `X-Forwarded-For` is believed; `loopback` is this machine.',
    hidden: false,
  },
  OWNER_EMAIL: {
    schema: z.email().optional(),
    otherwise: undefined,
    must: 'be an e-mail address',
    meaning: 'Sets up the owner without the first visit; together with `OWNER_PASSWORD`.',
    hidden: false,
  },
  OWNER_PASSWORD: {
    schema: z.string().min(10).optional(),
    otherwise: undefined,
    must: 'have at least 10 characters',
    meaning: 'The first password of `OWNER_EMAIL`; read once, when there is no user yet.',
    hidden: true,
  },
  SECRET: {
    schema: z.string().min(32).optional(),
    otherwise: undefined,
    must: 'have at least 32 characters (openssl rand -hex 32 makes one)',
    meaning: 'Signs sessions and encrypts stored secrets. Default: made once and kept in `DATA_DIR/secret`.',
    hidden: true,
  },
  ROLE: {
    schema: z.enum(['all', 'web', 'worker']),
    otherwise: 'all',
    must: 'be all, web or worker',
    meaning: 'What this process does: serve pages (`web`), run jobs (`worker`) or both (`all`).',
    hidden: false,
  },
  SMTP_URL: {
    schema: url(['smtp:', 'smtps:']).optional(),
    otherwise: undefined,
    must: 'be an address such as smtps://user:password@mail.example.com:465',
    meaning: 'The server that sends mail. Without it every mail waits in the outbox page.',
    hidden: true,
  },
  MAIL_FROM: {
    schema: z
      .string()
      .regex(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/)
      .optional(),
    otherwise: undefined,
    must: 'be an e-mail address, with or without a name: Acme <hello@acme.com>',
    meaning: 'The sender of the mails Tandem itself writes. Default: `Tandem <tandem@HOST OF PUBLIC_URL>`.',
    hidden: false,
  },
  LOG_LEVEL: {
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    otherwise: 'info',
    must: 'be trace, debug, info, warn, error, fatal or silent',
    meaning: 'The least important log line that is still written.',
    hidden: false,
  },
  OIDC_ISSUER: {
    schema: url(['http:', 'https:']).optional(),
    otherwise: undefined,
    must: 'be the address of the identity provider, such as https://login.example.com',
    meaning: 'Signs people in through an OpenID Connect provider; all three `OIDC_…` belong together.',
    hidden: false,
  },
  OIDC_CLIENT_ID: {
    schema: z.string().optional(),
    otherwise: undefined,
    must: 'be the client id the provider gave',
    meaning: 'The client id at that provider.',
    hidden: false,
  },
  OIDC_CLIENT_SECRET: {
    schema: z.string().optional(),
    otherwise: undefined,
    must: 'be the client secret the provider gave',
    meaning: 'The client secret at that provider.',
    hidden: true,
  },
  OIDC_NAME: {
    schema: z.string(),
    otherwise: 'Single sign-on',
    must: 'be a name',
    meaning: 'What the sign-in button is called.',
    hidden: false,
  },
} as const;

export type SettingName = keyof typeof settingsTable;

/** As Fastify understands it: a name, an address, or an address and how many of its bits count. */
function isProxy(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  if (bits === undefined && ['loopback', 'linklocal', 'uniquelocal'].includes(address)) return true;
  const version = isIP(address);
  return (
    version !== 0 && (bits === undefined || (Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128)))
  );
}

function url(protocols: string[]) {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));
}
