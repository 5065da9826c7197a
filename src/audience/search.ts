import type { Actor } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import type { SearchHit } from '../platform/room.ts';
import { searchCompanies } from './companies/company-list.ts';
import { searchContacts } from './contact-list.ts';
import { searchSegments } from './segments/reading.ts';

const MOST = 10;
const MOST_COMPANIES = 4;
const MOST_SEGMENTS = 3;

/** For the palette: people first, but a company that is meant is never crowded out by the people who work there. */
export async function searchAudience(db: Db, who: Actor, text: string): Promise<SearchHit[]> {
  const [contacts, companies, segments] = await Promise.all([
    searchContacts(db, who, text),
    searchCompanies(db, who, text, MOST),
    searchSegments(db, who, text, MOST_SEGMENTS),
  ]);
  const most = MOST - segments.length;
  const some = companies.slice(0, Math.max(MOST_COMPANIES, most - contacts.length));
  return [...contacts.slice(0, most - some.length), ...some, ...segments].slice(0, MOST);
}
