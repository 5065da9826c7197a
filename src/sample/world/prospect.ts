import type { Span } from './calendar.ts';
import type { ColleagueName } from './colleague.ts';
import type { Line } from './lines.ts';
import type { Mailings } from './mailing.ts';
import type { Opening } from './opening.ts';

/** Somebody before anything has happened with them: who they are, and when their story begins and is decided. */
export type Prospect = {
  line: Line;
  country: string;
  region: string;
  city: string;
  currency: string;
  companySize: number;
  decides: boolean;
  hasEmail: boolean;
  /** How much they want it; shows in what they look at, and in nothing else. */
  interest: number;
  rep: ColleagueName;
  opening: Opening;
  arrivedAt: number;
  fairName: string | null;
  fairCode: string | null;
  decidesAt: number;
};

export type Surroundings = { span: Span; mailings: Mailings };
