import { system, type Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { createCompany } from './companies.ts';
import type { Company, NewCompany } from './contract.ts';

/** A company of nobody's, unless said otherwise. */
export function makeCompany(db: Db, fields: Partial<NewCompany> = {}, who: Actor = system): Promise<Company> {
  return createCompany(db, who, { name: 'Hallow & Reed', ...fields });
}
