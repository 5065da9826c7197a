import type { Channel } from '../../../audience/audience.ts';
import type { Somebody } from '../colleague.ts';
import type { Stage } from '../contact.ts';

/**
 * Somebody everybody meets who opens the sample. What happened stands in lines, oldest first:
 * when | kind | what | channel | colleague | campaign | note. When is "58d 11:20" (days before the last one, at that
 * time) or "46m" (minutes before the end). A kind of "→ sql" is a move to that stage.
 */
export type Part = {
  given: string;
  family: string;
  title: string;
  email: string;
  phone: string | null;
  company: PartCompany;
  roles: string[];
  stage: Stage;
  source: Channel;
  owner: Somebody | null;
  tags: string[];
  story: string;
};

export type PartCompany = {
  name: string;
  domain: string;
  industry: string;
  city: string;
  region: string;
  postalCode: string;
  street: string;
  chairs?: number;
  outlets?: number;
  branches?: readonly string[];
  /** What they buy in a year, in pence. */
  contract?: number;
};

const leeds = { city: 'Leeds', region: 'Yorkshire' } as const;

export const owner = ['decision_maker', 'economic_buyer'];

export function salon(
  name: string,
  domain: string,
  chairs: number,
  place: Partial<PartCompany> = {},
): PartCompany {
  return {
    name,
    domain,
    chairs,
    industry: 'Hair salon',
    ...leeds,
    postalCode: 'LS1 4DT',
    street: '12 Park Row',
    ...place,
  };
}
