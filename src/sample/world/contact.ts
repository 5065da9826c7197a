import type { Channel } from '../../audience/audience.ts';
import type { Contact } from '../../audience/contract.ts';
import type { ColleagueName, Somebody } from './colleague.ts';
import type { MadeHandoff } from './handing.ts';
import type { Line } from './lines.ts';
import type { Touch } from './touch.ts';

export type Stage = Contact['stage'];

/** A person as they come to stand in the rooms' tables, with all that happened. */
export type MadeContact = PersonFields & {
  id: string;
  createdAt: number;
  updatedAt: number;
  currency: string;
  companyId: string | null;
  roles: string[];
  stage: Stage;
  source: Channel;
  owner: Somebody | null;
  tags: string[];
  properties: Record<string, string | number>;
  identities: Identity[];
  moves: Move[];
  /** Oldest first. */
  touches: Touch[];
  /** The visitor they were on another browser, before both were known to be one. */
  otherVisitor: { id: string; becameAt: number } | null;
  consents: Consent[];
  /** Null for who was never sales' business. */
  handoff: MadeHandoff | null;
  truth: Truth;
};

export type PersonFields = {
  givenName: string | null;
  familyName: string | null;
  email: string | null;
  /** E.164. */
  phone: string | null;
  phoneWritten: string | null;
  jobTitle: string | null;
  companyName: string | null;
  street: string | null;
  postalCode: string | null;
  city: string | null;
  region: string | null;
  country: string;
  language: string | null;
};

export type Identity = { kind: 'email' | 'anonymous' | 'user'; value: string; at: number };
export type Move = { to: Stage; at: number; by: ColleagueName | null };
export type Consent = {
  purpose: string;
  channel: string;
  state: 'given' | 'withdrawn';
  source: string;
  at: number;
};

/** What nobody in a real company knows. */
export type Truth = {
  line: Line | 'visitor' | 'duplicate' | 'cast';
  /** How likely they became (or become) a customer, by `effects`; null for whom no outcome is drawn. */
  probability: number | null;
  decidesAt: number | null;
  /** Null: not decided yet. */
  became: boolean | null;
  churnedAt: number | null;
  duplicateOf: string | null;
};
