import type { Actor } from '../../platform/actor.ts';
import { findContact, validateProperties } from '../../audience/audience.ts';
import { now } from '../../platform/clock.ts';
import type { Db } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { SampleLead, Trial, TrialQuestion } from './contract.ts';
import { decide, type Candidacy, type Lead, type Step } from './floor.ts';
import { readFloor, type ReadFloor } from './reading-floor.ts';
import { readRouting } from './routing.ts';

/** Who would get this lead now, rule by rule. Nothing is written: neither turns nor leads. */
export async function tryRouting(db: Db, who: Actor, question: TrialQuestion): Promise<Trial> {
  const routing = question.routing ?? (await readRouting(db)).routing;
  const floor = await readFloor(db, routing, question.at ? new Date(question.at) : now());
  const lead = question.contactId
    ? await contactLead(db, who, floor, question.contactId)
    : await sampleLead(db, floor, question.lead ?? {});
  const { repId, teamId, words, steps } = decide(floor, lead);
  const rep = repId === null ? undefined : floor.reps.get(repId);
  // Whoever was chosen counts one more since; shown is how it was before.
  if (rep) rep.open--;
  const tried = new Set(steps.map(({ rule }) => rule));
  const rest = routing.rules.flatMap((rule, index): Trial['steps'] =>
    tried.has(rule.id)
      ? []
      : [
          {
            rule: rule.id,
            title: floor.rules[index]?.title ?? rule.id,
            outcome: 'not_reached',
            words: 'Not asked any more',
            candidates: [],
          },
        ],
  );
  return {
    rep: rep ? { id: rep.id, name: rep.name } : null,
    team: teamId === null ? null : { id: teamId, name: floor.teams.get(teamId) ?? '' },
    words,
    steps: [...steps.map(toStep), ...rest],
  };
}

async function contactLead(db: Db, who: Actor, floor: ReadFloor, contactId: string): Promise<Lead> {
  const contact = await findContact(db, who, contactId);
  const matches = await floor.conditions.match([contact.id]);
  return {
    matches: matches.get(contact.id) ?? [],
    knownRepId: null,
    ownerId: contact.owner?.id ?? null,
    companyOwnerId: await ownerOfCompany(db, contact.company?.id),
    language: contact.language,
    notTo: [],
  };
}

async function sampleLead(db: Db, floor: ReadFloor, lead: SampleLead): Promise<Lead> {
  const at = now();
  const { name = 'Sample lead', ...rest } = { ...lead, name: lead.companyName };
  const companyId = rest.companyId ?? (rest.company ? newId() : null);
  const columns = {
    id: newId(),
    name,
    email: rest.email ?? null,
    job_title: rest.jobTitle ?? null,
    company_name: rest.companyName ?? null,
    company_id: companyId,
    city: rest.city ?? null,
    postal_code: rest.postalCode ?? null,
    region: rest.region ?? null,
    country: rest.country ?? null,
    language: rest.language ?? null,
    stage: rest.stage ?? 'lead',
    source: rest.source ?? 'unknown',
    owner_id: rest.ownerId ?? null,
    tags: rest.tags ?? [],
    properties: await validateProperties(db, 'contact', rest.properties ?? {}),
    created_at: at,
    updated_at: at,
  };
  return {
    matches: await floor.conditions.matchSample(
      columns,
      rest.company && !rest.companyId
        ? { tags: [], properties: {}, ...rest.company, id: companyId, name: rest.companyName ?? null }
        : undefined,
    ),
    knownRepId: null,
    ownerId: rest.ownerId ?? null,
    companyOwnerId: await ownerOfCompany(db, rest.companyId),
    language: rest.language ?? null,
    notTo: [],
  };
}

async function ownerOfCompany(db: Db, id: string | undefined): Promise<string | null> {
  if (id === undefined) return null;
  const company = await db
    .selectFrom('audience.companies')
    .select('owner_id')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return company?.owner_id ?? null;
}

function toStep({ rule, title, outcome, words, candidates }: Step): Trial['steps'][number] {
  return { rule, title, outcome, words, candidates: candidates.map(toCandidate) };
}

function toCandidate({ rep, words, chosen }: Candidacy): Trial['steps'][number]['candidates'][number] {
  const { id, name, open, capacity, worksNow } = rep;
  return { rep: { id, name }, words, chosen, open, capacity, worksNow };
}
