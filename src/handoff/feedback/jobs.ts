import type { JobHandlers } from '../../platform/jobs.ts';
import type { House } from '../../platform/room.ts';
import { sendDigest } from './digest.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'handoff.sendDigest': Record<string, never>;
  }
}

export function feedbackJobs({ settings }: Pick<House, 'settings'>): JobHandlers {
  return {
    'handoff.sendDigest': async (_payload, { db, log }) => {
      const sent = await sendDigest(db, settings);
      if (sent > 0) log.info({ sent }, 'sent the weekly digest of feedback');
    },
  };
}
