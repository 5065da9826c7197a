import type pg from 'pg';

export type Rules = {
  foreignKeys: { table: string; name: string; definition: string }[];
  triggers: string[];
};

/**
 * Takes foreign keys and triggers away while rows come in. Whoever owns the tables may do that, whereas
 * `session_replication_role` needs a superuser; and no order of tables has to be found.
 */
export async function setAsideRules(client: pg.PoolClient, tables: string[]): Promise<Rules> {
  const keys = await client.query<Rules['foreignKeys'][number]>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conparentid = 0 and conrelid = any ($1::text[]::regclass[])`,
    [tables],
  );
  const triggers = await client.query<{ name: string }>(
    `select distinct tgrelid::regclass::text as name from pg_trigger
     where not tgisinternal and tgrelid = any ($1::text[]::regclass[])`,
    [tables],
  );
  const rules = { foreignKeys: keys.rows, triggers: triggers.rows.map(({ name }) => name) };
  for (const { table, name } of rules.foreignKeys)
    await client.query(`alter table ${table} drop constraint ${name}`);
  for (const name of rules.triggers) await client.query(`alter table ${name} disable trigger user`);
  return rules;
}

/** Puts them back; PostgreSQL checks every row against every foreign key as it does. */
export async function rebuildRules(client: pg.PoolClient, rules: Rules): Promise<void> {
  for (const { table, name, definition } of rules.foreignKeys) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
  for (const name of rules.triggers) await client.query(`alter table ${name} enable trigger user`);
}
