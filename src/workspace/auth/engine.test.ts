import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { expect, test } from 'vitest';
import { freshDatabase } from '../../platform/testing/testing.ts';
import { testHouse } from '../testing.ts';
import { engineOptions } from './engine.ts';

test('the migrations give better-auth every table and column it asks for', async () => {
  const fresh = await freshDatabase();
  try {
    const options = engineOptions(testHouse(fresh.db));
    const { generateId } = options.advanced.database;
    const checked = {
      ...options,
      advanced: { ...options.advanced, database: { generateId, validateSchema: true } },
    };
    const engine = betterAuth({ ...checked, plugins: [twoFactor({ twoFactorTable: 'twoFactors' })] });
    await expect((await engine.$context).checkSchema?.()).resolves.toBeUndefined();

    await fresh.pool.query('alter table workspace.two_factors drop column locked_until');
    const later = betterAuth({ ...checked, plugins: [twoFactor({ twoFactorTable: 'twoFactors' })] });
    await expect((await later.$context).checkSchema?.()).rejects.toThrow('locked_until');
  } finally {
    await fresh.close();
  }
});
