import { sql } from 'kysely';
import type { Role } from '../platform/actor.ts';
import type { Db } from '../platform/db.ts';
import type { StoredEvent } from '../platform/outbox.ts';
import type { Notice, Told } from '../platform/room.ts';
import './tables.ts';

/** What people are told about hand-offs. */
export const notices: Notice[] = [
  {
    on: 'handoff.assigned',
    kind: 'handoff.assigned',
    label: 'A lead is handed to me, or given to somebody else',
    tell: async (db, events) => {
      const leads = await leadsOf(db, events);
      return [
        ...gathered(
          events.flatMap((event) => toNewRep(event, leads)),
          (count) => `${count} leads are yours`,
        ),
        ...gathered(
          events.flatMap((event) => toFormerRep(event, leads)),
          (count) => `${count} leads are not yours any more`,
        ),
      ];
    },
  },
  {
    on: 'handoff.queued',
    kind: 'handoff.queued',
    label: 'A lead waits in the queue and nobody has it',
    tell: async (db, events) =>
      gathered(await tellOfQueue(db, events), (count) => `${count} leads wait in the queue`),
  },
  {
    on: 'handoff.urged',
    kind: 'handoff.urged',
    label: 'A lead of mine comes by another reason',
    tell: async (db, events) => {
      const leads = await leadsOf(db, events);
      return events.flatMap((event) => {
        const lead = leads.get(event.subject_id);
        if (!lead?.rep_id) return [];
        return [told(event, lead.rep_id, `${lead.name} comes again`, lead.headline)];
      });
    },
  },
  {
    on: 'handoff.judged',
    kind: 'handoff.judged',
    label: 'Sales has judged a lead I brought',
    tell: async (db, events) => {
      const leads = await leadsOf(db, events);
      return events.flatMap((event) => toWhoBrought(event, leads.get(event.subject_id)));
    },
  },
];

type Lead = {
  id: string;
  name: string;
  headline: string;
  rep_id: string | null;
  team_id: string | null;
  opened_by: string | null;
  owner_before: string | null;
  reason: string | null;
  words: string | null;
};

async function leadsOf(db: Db, events: StoredEvent[]): Promise<Map<string, Lead>> {
  const ids = [...new Set(events.map(({ subject_id: id }) => id))];
  const { rows } = await sql<Lead>`
    select h.id, c.name, coalesce(h.why->'reasons'->>0, '') as headline, h.rep_id, h.team_id, h.opened_by, h.owner_before,
      h.reason, h.words
    from handoff.handoffs as h join audience.contacts as c on c.id = h.contact_id
    where h.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

const FEW = 5;

/** Nobody reads a hundred messages: when many leads come at once, each person is told of theirs in one. */
function gathered(all: Told[], words: (count: number) => string): Told[] {
  const byPerson = Map.groupBy(all, ({ userId }) => userId);
  return [...byPerson.values()].flatMap((theirs) => {
    const last = theirs.at(-1);
    if (!last || theirs.length <= FEW) return theirs;
    const { event, userId } = last;
    return [
      { event, userId, title: words(theirs.length), body: `The last: ${last.title}`, path: '/handoff' },
    ];
  });
}

function toNewRep(event: StoredEvent, leads: ReadonlyMap<string, Lead>): Told[] {
  const { to, routedBy } = event.payload;
  const lead = leads.get(event.subject_id);
  if (typeof to !== 'string' || !lead) return [];
  return [told(event, to, `${lead.name} is your lead: ${lead.headline}`, text(routedBy))];
}

function toFormerRep(event: StoredEvent, leads: ReadonlyMap<string, Lead>): Told[] {
  const { from, to, routedBy } = event.payload;
  const lead = leads.get(event.subject_id);
  if (typeof from !== 'string' || from === to || !lead) return [];
  return [told(event, from, `${lead.name} is not your lead any more`, text(routedBy))];
}

/** Those of the team's queue who can claim, and whoever leads sales; with nobody of these, whoever leads all. */
async function tellOfQueue(db: Db, events: StoredEvent[]): Promise<Told[]> {
  const leads = await leadsOf(db, events);
  const { rows } = await sql<{ id: string; role: Role; teams: string[] }>`
    select u.id, u.role, array(select m.team_id from workspace.team_members as m where m.user_id = u.id) as teams
    from workspace.users as u
    where u.deactivated_at is null and u.role in ('rep', 'sales_manager', 'owner', 'admin')`.execute(db);
  return events.flatMap((event) => {
    const lead = leads.get(event.subject_id);
    // Somebody has it by now.
    if (!lead || lead.rep_id !== null) return [];
    const { teamId, from } = event.payload;
    const members = rows.filter(({ role, teams }) => role === 'rep' && teams.includes(text(teamId)));
    const managers = rows.filter(({ role }) => role === 'sales_manager');
    const leaders =
      managers.length > 0 ? managers : rows.filter(({ role }) => role === 'owner' || role === 'admin');
    const people = new Set([...members, ...leaders].map(({ id }) => id));
    const title = `${lead.name} waits in the queue: ${lead.headline}`;
    return [...people]
      .filter((id) => id !== from)
      .map((id) => told(event, id, title, text(event.payload['routedBy'])));
  });
}

const verdictWords: Record<string, string> = {
  accepted: 'was accepted',
  recycled: 'comes back to you',
  rejected: 'was rejected',
};

function toWhoBrought(event: StoredEvent, lead: Lead | undefined): Told[] {
  if (!lead) return [];
  const people = new Set([lead.opened_by, lead.owner_before].filter((id) => id !== null));
  people.delete(lead.rep_id ?? '');
  const title = `${lead.name} ${verdictWords[text(event.payload['verdict'])] ?? 'was judged'}`;
  const body = [lead.reason?.replaceAll('_', ' '), lead.words].filter(Boolean).join(': ');
  return [...people].map((id) => told(event, id, title, body || undefined));
}

function told(event: StoredEvent, userId: string, title: string, body?: string): Told {
  return { event, userId, title, ...(body ? { body } : {}), path: `/handoff/${event.subject_id}` };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
