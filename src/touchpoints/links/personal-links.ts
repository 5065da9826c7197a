import { findContact, presentIds } from '../../audience/audience.ts';
import type { Actor } from '../../platform/actor.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { Conflict } from '../../platform/errors.ts';
import type { NewPersonalLink, PersonalLink } from '../contract.ts';
import { dayOf, endOfDay, newToken, readToken, withToken, type LinkProblem } from './personal-link.ts';

/** Nothing is kept of it: the link itself says whose it is, and opens nothing. */
export async function givePersonalLink(
  db: Db,
  who: Actor,
  secret: string,
  contactId: string,
  { url, days }: NewPersonalLink,
): Promise<PersonalLink> {
  const { id, name, deletedAt } = await findContact(db, who, contactId);
  if (deletedAt) throw new Conflict(`${name} was deleted. Restore the contact first.`);
  const lastDay = dayOf(now()) + days;
  return { url: withToken(url, newToken(id, lastDay, secret)), expiresAt: endOfDay(lastDay) };
}

export type OpenedLink = { contactId: string } | { problem: LinkProblem | 'personal link of nobody' };
export type OpenedLinks = ReadonlyMap<string, OpenedLink>;

/** Whom the links that messages came with lead to by now: merged contacts to the one kept, erased ones to nobody. */
export async function openLinks(
  db: Db,
  secret: string,
  tokens: (string | undefined)[],
): Promise<OpenedLinks> {
  const given = new Set(tokens.filter((token) => token !== undefined));
  if (given.size === 0) return new Map();
  const at = now();
  const read = [...given].map((token) => ({ token, ...readToken(token, secret, at) }));
  const ids = read.flatMap((each) => ('contactId' in each ? each.contactId : []));
  const present = await presentIds(db, ids);
  return new Map(
    read.map(({ token, ...said }): [string, OpenedLink] => {
      if ('problem' in said) return [token, said];
      const contactId = present.get(said.contactId);
      return [token, contactId ? { contactId } : { problem: 'personal link of nobody' }];
    }),
  );
}
