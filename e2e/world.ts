import type { Tandem } from './tandem.ts';
import { setUpLink } from '../src/workspace/workspace.ts';
import { apiOf, sessionFrom, type Api } from './api.ts';
import { colleagues, PASSWORD, someContacts, type Colleague } from './people.ts';

/** Everybody's session, opened once: signing in costs a tenth of a second by design. */
export type Sessions = Record<Colleague, string>;

const timeZone = 'Europe/London';

/** Hallow & Reed as it would come about: set-up by the link, invitations accepted, contacts written down. */
export async function makeWorld(tandem: Tandem, contacts = 60): Promise<Sessions> {
  const { address } = tandem;
  const { owner: _owner, ...invited } = colleagues;
  const sessions: Partial<Sessions> = { owner: await setUpBy('owner', tandem) };
  const api = apiOf(address, { cookie: sessions.owner ?? '' });
  const { items: teams } = await api.get<{ items: { id: string; kind: string }[] }>('/api/teams');
  for (const [who, { name, email, role, team }] of Object.entries(invited)) {
    const teamIds = teams.filter(({ kind }) => kind === team).map(({ id }) => id);
    const { link } = await api.post<{ link: string }>('/api/invitations', { email, name, role, teamIds });
    const path = `/api/invitations/${tokenOf(link)}/acceptance`;
    sessions[who as Colleague] = await sessionFrom(address, path, { name, password: PASSWORD, timeZone });
  }
  await addContacts(api, contacts);
  return sessions as Sessions;
}

/** The first visit: the workspace gets its name, and whoever opens the link is its owner. */
export async function setUpBy(who: Colleague, { address, db }: Tandem): Promise<string> {
  const { name, email } = colleagues[who];
  const token = tokenOf(await setUpLink(db, address));
  const setUp = { token, workspaceName: 'Hallow & Reed', name, email, password: PASSWORD, timeZone };
  return sessionFrom(address, '/api/set-up', setUp);
}

/** Every third belongs to the rep, every fourth to the sales manager; oldest first, so that the last is the newest. */
async function addContacts(api: Api, count: number): Promise<void> {
  const { items: people } = await api.get<{ items: { id: string; name: string }[] }>('/api/people');
  const idOf = (who: Colleague) => people.find(({ name }) => name === colleagues[who].name)?.id ?? null;
  for (const [index, contact] of someContacts(count).entries()) {
    const ownerId = index % 3 === 0 ? idOf('rep') : index % 4 === 0 ? idOf('sales') : null;
    await api.post('/api/contacts', { ...contact, ownerId });
  }
}

export function tokenOf(link: string | null): string {
  const token = new URL(link ?? '').searchParams.get('token');
  if (token === null) throw new Error(`There is no token in ${String(link)}.`);
  return token;
}
