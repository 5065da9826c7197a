import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { Refusal } from './refusal.ts';
import { settingsTable, type SettingName } from './settings-table.ts';
import { localAddress, readSettings } from './settings.ts';

function complaint(env: Record<string, string>): string {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof Refusal && error.exitCode === 2) return error.message;
    throw error;
  }
  return '';
}

describe('settings', () => {
  test('without any, everything has a default', () => {
    expect(readSettings({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      dataDir: expect.stringMatching(/data$/),
      databaseUrl: undefined,
      publicUrl: 'http://localhost:4000',
      trustProxy: 'loopback',
      mailFrom: 'Tandem <tandem@localhost>',
      role: 'all',
      owner: undefined,
      oidc: undefined,
    });
  });

  test('empty means not set', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({
      port: 4000,
      databaseUrl: undefined,
    });
  });

  test('the public address loses its last slash', () => {
    expect(readSettings({ PUBLIC_URL: 'https://tandem.example.com/' }).publicUrl).toBe(
      'https://tandem.example.com',
    );
  });

  test.each([
    ['PORT', '0'],
    ['PORT', '70000'],
    ['HOST', 'a b'],
    ['TRUST_PROXY', 'everybody'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', 'loopback,'],
    ['DATABASE_URL', 'db.example.com'],
    ['PUBLIC_URL', 'tandem.example.com'],
    ['SMTP_URL', 'mail.example.com:25'],
    ['MAIL_FROM', 'nobody'],
    ['LOG_LEVEL', 'loud'],
    ['ROLE', 'both'],
    ['SECRET', 'short'],
  ])('%s=%s is refused in one sentence', (name, value) => {
    expect(complaint({ [name]: value })).toMatch(new RegExp(`^${name} must [^\\n]+\\.$`));
  });

  test('what is secret is not repeated', () => {
    expect(complaint({ SECRET: 'hunter2' })).not.toContain('hunter2');
    expect(complaint({ DATABASE_URL: 'mysql://me:hunter2@x' })).not.toContain('hunter2');
  });

  test('what belongs together comes together', () => {
    expect(complaint({ OWNER_EMAIL: 'eva@example.com' })).toContain('OWNER_PASSWORD is not set');
    expect(complaint({ OIDC_ISSUER: 'https://x.example' })).toContain(
      'OIDC_CLIENT_ID and OIDC_CLIENT_SECRET is not set',
    );
  });

  test('the address a browser here can open', () => {
    expect(localAddress('0.0.0.0', 80)).toBe('http://localhost:80');
    expect(localAddress('fe80::1', 80)).toBe('http://[fe80::1]:80');
  });
});

test('docs/operate/settings.md says of every setting what it means', async () => {
  const text = await readFile(new URL('../../docs/operate/settings.md', import.meta.url), 'utf8');
  // The formatter pads the columns.
  const table = text.replaceAll(/ {2,}/g, ' ');
  for (const name of Object.keys(settingsTable) as SettingName[]) {
    expect(table).toContain(
      `| \`${name}\` | ${settingsTable[name].otherwise ?? ''}${settingsTable[name].otherwise ? ' ' : ''}| ${settingsTable[name].meaning} |`,
    );
  }
});
