-- When the files that were kept at an erasure had been looked through for whom was erased.
alter table audience.erasures add column files_checked_at timestamptz;
