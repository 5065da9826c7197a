-- Uploads, in chunks of 1 MB: every process of Tandem can read them, and a backup of the database has them.
create table platform.files (
  id uuid primary key,
  name text not null,
  media_type text not null,
  bytes bigint not null default 0,
  owner_kind text not null check (owner_kind in ('user', 'key', 'system')),
  owner_id uuid,
  created_at timestamptz not null default now(),
  -- Null while the upload is under way.
  stored_at timestamptz,
  -- Null: kept until somebody deletes it.
  expires_at timestamptz
);
create index files_expires on platform.files (expires_at) where expires_at is not null;

create table platform.file_chunks (
  file_id uuid not null references platform.files on delete cascade,
  number int not null,
  bytes bytea not null,
  primary key (file_id, number)
);
-- Compressing 1 MB costs more time than writing it.
alter table platform.file_chunks alter column bytes set storage external;
