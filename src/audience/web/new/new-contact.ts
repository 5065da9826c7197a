import type { Problem } from '../../../web/problem.ts';
import type { Contact } from '../contacts.ts';

export type Values = {
  givenName: string;
  familyName: string;
  email: string;
  phone: string;
  companyName: string;
  jobTitle: string;
  street: string;
  postalCode: string;
  city: string;
  region: string;
  country: string;
  stage: string;
  source: string;
  ownerId: string;
};

export function startValues(me: string): Values {
  const person = { givenName: '', familyName: '', email: '', phone: '', companyName: '', jobTitle: '' };
  const address = { street: '', postalCode: '', city: '', region: '', country: '' };
  return { ...person, ...address, stage: 'lead', source: 'unknown', ownerId: me };
}

/** Who has the e-mail address already. */
export type Taken = Pick<Contact, 'id' | 'name'>;

/** Nothing when it is somebody the reader may not see. */
export function takenBy({ status, facts }: Pick<Problem, 'status' | 'facts'>): Taken | undefined {
  return status === 409 && facts['contact'] ? (facts['contact'] as Taken) : undefined;
}

/** As the server is asked: what was left empty is not said. */
export function newContact({ ownerId, ...values }: Values): Record<string, string | null> {
  const written = Object.entries(values)
    .map(([field, value]) => [field, value.trim()] as const)
    .filter(([, value]) => value !== '');
  return { ...Object.fromEntries(written), ownerId: ownerId === '' ? null : ownerId };
}

/** What can be said without asking the server. */
export function whatIsMissing({ givenName, familyName, email, phone }: Values): { givenName?: string } {
  if ([givenName, familyName, email, phone].some((text) => text.trim() !== '')) return {};
  return { givenName: 'Enter at least a name, an e-mail address or a phone number.' };
}
