import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import type { JobHandlers } from '../../platform/jobs.ts';
import type { House } from '../../platform/room.ts';
import { mailPasswordLink } from './passwords.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'workspace.mailPasswordLink': { email: string };
    'workspace.forgetExpired': Record<string, never>;
  }
}

export function signInJobs({ settings }: House): JobHandlers {
  return {
    'workspace.mailPasswordLink': ({ email }, { db }) => mailPasswordLink(db, email, settings),
    'workspace.forgetExpired': (_payload, { db }) => forgetExpired(db),
  };
}

/** Sessions, links, waiting codes and counted tries that no longer mean anything. */
export async function forgetExpired(db: Db): Promise<void> {
  const at = now();
  await db.deleteFrom('workspace.sessions').where('expires_at', '<=', at).execute();
  await db.deleteFrom('workspace.links').where('expires_at', '<=', at).execute();
  await db.deleteFrom('workspace.verifications').where('expires_at', '<=', at).execute();
  await db.deleteFrom('workspace.attempts').where('resets_at', '<=', at).execute();
}
