import type { InjectOptions } from 'fastify';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { testApp, testHouse } from '../../workspace/testing.ts';
import type { SourceKind } from '../source.ts';
import { makeSource } from '../testing.ts';
import { touchpoints } from '../touchpoints.ts';
import { LANES } from './inbox.ts';
import { workOff } from './work-off.ts';

export const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

/** The intake with a source of its own, and how a sender posts to it. */
export async function intakeOf(db: Db, kind: SourceKind = 'segment') {
  const app = await testApp(testHouse(db), [touchpoints]);
  const source = await makeSource(db, kind);
  const authorization = `Basic ${Buffer.from(`${source.key}:`).toString('base64')}`;
  const send = (path: string, payload: unknown, options: InjectOptions = {}) =>
    app.inject({
      method: 'POST',
      url: `/v1/${path}`,
      payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
      ...options,
      headers: {
        authorization,
        'content-type': 'application/json',
        'user-agent': CHROME,
        ...options.headers,
      },
    });
  /** Answered and stored: what takes up the inbox runs in the work side, which is not here. */
  const post = async (...sent: Parameters<typeof send>) => {
    const answer = await send(...sent);
    await emptyInbox(db);
    return answer;
  };
  return { app, source, post };
}

/** Stores all that was acknowledged. */
export async function emptyInbox(db: Db): Promise<void> {
  for (const lane of LANES) while ((await workOff(db, lane)) > 0);
}

/** A page view as a browser sends it. */
export const view = (fields: object = {}) => ({
  type: 'page',
  messageId: newId(),
  anonymousId: 'browser-1',
  timestamp: new Date().toISOString(),
  context: {
    page: { url: 'https://shop.example/pricing?utm_medium=radio&utm_campaign=spring', title: 'Pricing' },
  },
  ...fields,
});
