import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { z } from 'zod';
import { invalidField } from '../../platform/errors.ts';
import type { Condition } from '../../platform/lists.ts';
import { inSegments } from './membership.ts';

const FIELD = 'segment';
const ids = z.union([z.uuid().transform((id) => [id]), z.array(z.uuid()).min(1).max(200)]);

/** A list of contacts can be filtered by segments; this is no column of theirs, so it is asked apart. */
export function apartBySegment(filter: Condition[]): { others: Condition[]; segments: RawBuilder<SqlBool> } {
  const asked = filter.filter(([field]) => field === FIELD);
  const others = filter.filter(([field]) => field !== FIELD);
  if (asked.length === 0) return { others, segments: sql`true` };
  return { others, segments: sql`${sql.join(asked.map(compile), sql` and `)}` };
}

function compile([, operator, value]: Condition): RawBuilder<SqlBool> {
  const read = ids.safeParse(value);
  if (!read.success)
    throw invalidField('filter', 'The filter on "segment" needs the id of a segment, or several.');
  const inside = inSegments(read.data);
  if (operator === 'is') return inside;
  if (operator === 'is_not' || operator === 'is not') return sql`not ${inside}`;
  throw invalidField('filter', `"segment" cannot be filtered with "${operator}".`);
}
