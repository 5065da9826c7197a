import { sql } from 'kysely';
import { keysOf } from '../audience/audience.ts';
import { textArray, plainArray } from '../platform/arrays.ts';
import type { Db } from '../platform/db.ts';
import type { Judged } from './judging.ts';
import type { Source } from './source.ts';
import { storableJson } from './touchpoint.ts';

/** Keeps what a machine sent, with what a person behind it would be recognised by. */
export async function keepBots(db: Db, source: Source, judged: Judged[], receivedAt: Date): Promise<void> {
  const hits = judged.flatMap(({ outcome, id, reason, touchpoint }) =>
    outcome === 'bot' && id && touchpoint ? [{ id, reason: reason ?? 'unknown', touchpoint }] : [],
  );
  if (hits.length === 0) return;
  const keys = hits.map(({ touchpoint }) =>
    JSON.stringify(Object.values(keysOf({ ...touchpoint.person, idSpace: source.idSpace }))),
  );
  await sql`
    insert into touchpoints.bot_hits (id, source_id, reason, message, received_at, keys)
    select id, ${source.id}, reason, message, ${receivedAt}, array(select jsonb_array_elements_text(keys))
    from unnest(${plainArray(hits.map(({ id }) => id))}::uuid[], ${textArray(hits.map(({ reason }) => reason))}::text[],
      ${textArray(hits.map(({ touchpoint }) => storableJson({ ...touchpoint, bot: undefined })))}::jsonb[],
      ${textArray(keys)}::jsonb[]) as h (id, reason, message, keys)`.execute(db);
}
