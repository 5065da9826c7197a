import type { Channel } from '../../audience/audience.ts';
import type { TeamKind } from '../../workspace/workspace.ts';
import type { Somebody } from './colleague.ts';

/** What the touchpoints of the sample came in by. */
export const sources = {
  web: { kind: 'web', name: 'hallow-reed.example' },
  mail: { kind: 'api', name: 'Newsletter and advertising' },
  hand: { kind: 'hand', name: 'Field team' },
  book: { kind: 'import', name: 'Order book and codes' },
} as const;

export type SourceName = keyof typeof sources;

/** Kinds the sample needs beyond the ones Tandem knows by itself; declared when it is loaded. */
export const ownKinds = {
  email_opened: { label: 'E-mail opened', channel: 'email', team: 'marketing' },
  email_clicked: { label: 'E-mail clicked', channel: 'email', team: 'marketing' },
  email_bounced: { label: 'E-mail bounced', channel: 'email', team: 'marketing' },
  email_unsubscribed: { label: 'Unsubscribed', channel: 'email', team: 'marketing' },
  ad_seen: { label: 'Ad seen', channel: 'ad', team: 'marketing' },
  sample_sent: { label: 'Sample sent', channel: 'direct_mail', team: 'sales' },
  proposal_sent: { label: 'Proposal sent', channel: 'email', team: 'sales' },
  recommended_us: { label: 'Recommended us', channel: 'referral', team: 'marketing' },
  order_placed: { label: 'Order placed', channel: null, team: 'sales' },
  complaint: { label: 'Complaint', channel: 'phone', team: 'success' },
} as const satisfies Record<string, { label: string; channel: Channel | null; team: TeamKind | null }>;

/** Something that happened, before anybody has given it an id. */
export type Touch = {
  at: number;
  kind: string;
  name: string | null;
  channel: Channel | null;
  campaign: string | null;
  team: TeamKind | null;
  actor: Somebody | null;
  /** Minor units of the contact's currency. */
  value: number | null;
  source: SourceName;
  properties: Record<string, unknown> | null;
  /** Recorded for another visitor, who later turned out to be this person. */
  elsewhere: boolean;
};

export type TouchFacts = Partial<Omit<Touch, 'at' | 'kind' | 'source'>>;

export function touch(at: number, kind: string, source: SourceName, facts: TouchFacts = {}): Touch {
  return {
    at: Math.floor(at),
    kind,
    source,
    name: facts.name ?? null,
    channel: facts.channel ?? null,
    campaign: facts.campaign ?? null,
    team: facts.team ?? null,
    actor: facts.actor ?? null,
    value: facts.value ?? null,
    properties: facts.properties ?? null,
    elsewhere: facts.elsewhere ?? false,
  };
}

export function byMarketing(at: number, kind: string, source: SourceName, facts: TouchFacts): Touch {
  return touch(at, kind, source, { team: 'marketing', ...facts });
}

export function bySales(at: number, kind: string, actor: Somebody | null, facts: TouchFacts): Touch {
  return touch(at, kind, 'hand', { team: 'sales', actor, ...facts });
}
