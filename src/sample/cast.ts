import type { Db } from '../platform/db.ts';
import type { Somebody } from './world/colleague.ts';
import { colleagues } from './world/colleague.ts';
import type { SourceName } from './world/touch.ts';

/** Who and what of this workspace the made world is tied to: it knows its colleagues and sources by name only. */
export type Cast = {
  seed: number;
  end: number;
  person: (name: Somebody) => { id: string | null; name: string };
  sources: Record<SourceName, string>;
  /** The terms hand-offs are made under. */
  agreementId: string | null;
  /** How our properties are called here, where somebody else had the name first. */
  keys: ReadonlyMap<string, string>;
};

export async function castOf(
  db: Db,
  { seed, ends_at, loaded_for }: { seed: number; ends_at: Date; loaded_for: string | null },
): Promise<Cast> {
  const rows = await db
    .selectFrom('sample.brought')
    .select(['kind', 'name', 'id'])
    .where('kind', 'in', kinds)
    .execute();
  const me = loaded_for
    ? await db.selectFrom('workspace.users').select('name').where('id', '=', loaded_for).executeTakeFirst()
    : undefined;
  const agreement = await db
    .selectFrom('handoff.agreements')
    .select('id')
    .where('state', '=', 'in_force')
    .executeTakeFirst();
  const named = (kind: string) =>
    new Map(rows.filter((row) => row.kind === kind).map(({ name, id }) => [name, id]));
  const people = new Map([...named('colleague'), ...named('known colleague')]);
  const sources = named('source');
  const sourceOf = (name: SourceName) => sources.get(name) ?? '';
  return {
    seed,
    end: ends_at.getTime(),
    person: (name) =>
      name === 'me'
        ? { id: loaded_for, name: me?.name ?? '' }
        : { id: people.get(name) ?? null, name: colleagues[name].name },
    sources: { web: sourceOf('web'), mail: sourceOf('mail'), hand: sourceOf('hand'), book: sourceOf('book') },
    agreementId: agreement?.id ?? null,
    keys: named('property key'),
  };
}

const kinds = ['colleague', 'known colleague', 'source', 'property key'];
