import type { House } from '../platform/room.ts';
import { setUpLink, setUpOwner } from '../workspace/workspace.ts';
import { say } from './say.ts';

/** Unattended set-up: OWNER_EMAIL and OWNER_PASSWORD make the owner while there is no user. */
export async function setUpGivenOwner({ db, settings, log }: House): Promise<void> {
  if (!settings.owner) return;
  const owner = await setUpOwner(db, settings.owner);
  if (owner) log.info({ email: settings.owner.email }, 'the owner was set up');
}

/** The last lines of a start: where Tandem is and, while nobody can sign in, the link that lets the first one in. */
export async function greet({ db, settings }: House, address: string): Promise<void> {
  const outside = settings.publicUrl === address ? '' : `, for others ${settings.publicUrl}`;
  say(`Tandem is ready: ${address}${outside}   (Ctrl-C stops it)`);
  const link = await setUpLink(db, settings.publicUrl);
  if (link)
    say(
      `\nNobody works here yet. Open this link to set Tandem up; it works once, for 24 hours:\n\n  ${link}\n`,
    );
}
