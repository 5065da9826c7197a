import { resolve } from 'node:path';
import type { z } from 'zod';
import { exitCodes, Refusal } from './refusal.ts';
import { settingsTable, type SettingName } from './settings-table.ts';

export type Settings = {
  port: number;
  host: string;
  dataDir: string;
  /** Absent: Tandem runs its own PostgreSQL in `dataDir`. */
  databaseUrl: string | undefined;
  /** Where people reach Tandem; without a slash at the end. */
  publicUrl: string;
  /** Whose word for the caller's address is believed, with commas between. */
  trustProxy: string;
  owner: { email: string; password: string } | undefined;
  secret: string;
  role: 'all' | 'web' | 'worker';
  smtpUrl: string | undefined;
  mailFrom: string;
  logLevel: string;
  oidc: { issuer: string; clientId: string; clientSecret: string; name: string } | undefined;
};

/** As set from outside; `keepSecret` makes up the secret where none was given. */
export type GivenSettings = Omit<Settings, 'secret'> & { secret: string | undefined };

type Values = { [Name in SettingName]: z.infer<(typeof settingsTable)[Name]['schema']> };

/** Reads and checks all settings. Throws a `Refusal` with one sentence for each that cannot be used. */
export function readSettings(env: NodeJS.ProcessEnv): GivenSettings {
  const values: Partial<Record<SettingName, unknown>> = {};
  const complaints: string[] = [];
  for (const name of Object.keys(settingsTable) as SettingName[]) {
    const { schema, otherwise, must, hidden } = settingsTable[name];
    const text = env[name]?.trim();
    const parsed = schema.safeParse(text || otherwise);
    if (parsed.success) values[name] = parsed.data;
    else complaints.push(`${name} must ${must}${hidden ? '' : `, but it is "${text}"`}.`);
  }
  complaints.push(...complaintsOfGroups(values));
  if (complaints.length > 0) throw new Refusal(complaints.join('\n'), exitCodes.wrongUsage);
  return toSettings(values as Values);
}

const groups: SettingName[][] = [
  ['OWNER_EMAIL', 'OWNER_PASSWORD'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
];

function complaintsOfGroups(values: Partial<Record<SettingName, unknown>>): string[] {
  return groups.flatMap((group) => {
    const missing = group.filter((name) => values[name] === undefined);
    if (missing.length === 0 || missing.length === group.length) return [];
    return [`${group.join(' and ')} belong together, but ${missing.join(' and ')} is not set.`];
  });
}

function toSettings(values: Values): GivenSettings {
  const { OWNER_EMAIL: email, OWNER_PASSWORD: password, OIDC_ISSUER: issuer } = values;
  const { OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = values;
  const publicUrl = (values.PUBLIC_URL ?? localAddress(values.HOST, values.PORT)).replace(/\/+$/, '');
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    publicUrl,
    trustProxy: values.TRUST_PROXY,
    owner: email && password ? { email, password } : undefined,
    secret: values.SECRET,
    role: values.ROLE,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM ?? `Tandem <tandem@${new URL(publicUrl).hostname}>`,
    logLevel: values.LOG_LEVEL,
    oidc: issuer && clientId && clientSecret ? { issuer, clientId, clientSecret, name } : undefined,
  };
}

/** The address a browser on this machine can open. */
export function localAddress(host: string, port: number): string {
  const here = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host);
  return `http://${here ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;
}
