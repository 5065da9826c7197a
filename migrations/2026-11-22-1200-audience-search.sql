create schema audience;

-- Trigrams make "find 'lind' anywhere in a name" an index search. The extension comes with every PostgreSQL
-- distribution and is trusted: it needs the right CREATE on this database, not a superuser.
do $$ begin
  create extension if not exists pg_trgm;
exception when insufficient_privilege or undefined_file or feature_not_supported then
  raise exception 'Tandem needs the PostgreSQL extension pg_trgm in this database and may not create it itself (%).', sqlerrm
    using hint = format('As an administrator, run in the database %I: create extension pg_trgm; then start Tandem again.',
      current_database());
end $$;

-- As people compare: "Éléonore", "ELEONORE" and "eleonore" are the same. Needs no extension and may be indexed.
create function audience.fold(text) returns text
  language sql immutable strict parallel safe
  return lower(regexp_replace(normalize($1, nfkd), '[\u0300-\u036f]', '', 'g'));
