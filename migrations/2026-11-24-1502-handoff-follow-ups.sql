-- What came of a theme: an idea, a change, a proposal, an issue, with who looks after it and how it ended.
create table handoff.follow_ups (
  id uuid primary key,
  theme_id uuid not null references handoff.themes on delete cascade,
  kind text not null check (kind in ('content_idea', 'campaign_change', 'score_rule', 'product_issue')),
  title text not null check (length(title) between 1 and 200),
  words text,
  owner_id uuid,
  state text not null check (state in ('open', 'doing', 'done', 'dropped')),
  outcome text,
  model_id uuid references scoring.models on delete set null,
  made_by uuid,
  made_at timestamptz not null,
  state_at timestamptz not null,
  state_by uuid
);
create index follow_ups_theme on handoff.follow_ups (theme_id, made_at desc);
create index follow_ups_state on handoff.follow_ups (state_at desc);
-- The weekly digest: a row a week, and one for everybody it was sent to. The mail is written in the same transaction.
create table handoff.digests (week date primary key, id uuid not null, made_at timestamptz not null, finished_at timestamptz);
create table handoff.digest_mails (
  week date not null references handoff.digests on delete cascade,
  user_id uuid not null,
  sent_at timestamptz not null,
  primary key (week, user_id)
);
