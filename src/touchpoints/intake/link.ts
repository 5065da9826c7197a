import type { Sighting } from '../../audience/audience.ts';
import { tokenIn, withoutToken } from '../links/personal-link.ts';
import type { OpenedLink } from '../links/personal-links.ts';
import { isRecord, type Loose } from './loose.ts';

/** The token of the personal link this page was opened with: our snippet says it apart, others leave it in the address. */
export function linkIn(message: unknown): string | undefined {
  if (!isRecord(message)) return undefined;
  const { context, properties } = message;
  if (isRecord(context)) {
    const said = context['personalLink'];
    if (typeof said === 'string' && said) return said;
    const inPage = isRecord(context['page']) && tokenIn(context['page']['url']);
    if (inPage) return inPage;
  }
  return isRecord(properties) ? tokenIn(properties['url']) : undefined;
}

/** Who it was by their link, and what of it could not be used. Names in the message say more than the link. */
export function followed(
  person: Sighting,
  link: OpenedLink | undefined,
  cookieless: string | undefined,
): { person: Sighting; ignored?: string } {
  if (!link) return { person };
  if ('problem' in link) return { person, ignored: link.problem };
  if (person.userId || person.email) return { person };
  const { anonymousId } = person;
  // Who has not agreed is known on this page only: what stands for the browser until tomorrow stays nobody's.
  const passing = anonymousId === undefined || anonymousId === cookieless;
  return passing
    ? { person: { contactId: link.contactId } }
    : { person: { ...person, linkedTo: link.contactId } };
}

/** No stored address says who it was given to: one that is copied from a timeline would make its reader into them. */
export function withoutTokens(properties: Loose): Loose {
  for (const [name, value] of Object.entries(properties))
    if (typeof value === 'string') properties[name] = withoutToken(value);
  return properties;
}
