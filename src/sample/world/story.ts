import { serve, stayInTouch, type Custom } from './aftercare.ts';
import type { Consent, Identity, MadeContact, PersonFields } from './contact.ts';
import { codeOf, court } from './courtship.ts';
import { chance, pick, type Dice } from './dice.ts';
import { customerOdds, probability } from './effects.ts';
import { featuresOf } from './features.ts';
import { handOver, type MadeHandoff } from './handing.ts';
import { browserId, idAt } from './ids.ts';
import type { Prospect, Surroundings } from './prospect.ts';
import { stagesOf } from './stages.ts';
import { bySales, type Touch } from './touch.ts';

/** Of the sample's web site: what its visitors are called counts only there. */
export const ID_SPACE = 'hallow-reed';

export type Employment = { companyId: string | null; roles: string[] };

/** Somebody's whole story, told up to now: what happened, what came of it, and the truth behind it. */
export function tell(
  roll: Dice,
  who: Prospect,
  fields: PersonFields,
  { companyId, roles }: Employment,
  around: Surroundings,
): MadeContact {
  const { end } = around.span;
  const until = Math.min(who.decidesAt, end);
  const before = court(roll, who, around).filter(({ at }) => at < until);
  const features = featuresOf(who, before);
  const likely = probability(customerOdds(features));
  const became = who.decidesAt <= end ? chance(roll, likely) : null;
  const mailable = who.hasEmail && !features.bounced && !features.unsubscribed;
  const custom =
    became === true ? serve(roll, who, { recommended: features.recommended, mailable }, around) : null;
  const after = custom?.touches ?? (became === false ? stayInTouch(roll, who, mailable, around) : []);
  const all = [...before, ...after.filter(({ at }) => at < end)].toSorted((a, b) => a.at - b.at);
  const way = stagesOf(roll, who, all, { until, became, advocateAt: custom?.advocateAt ?? null });
  const handoff = who.line === 'd2c' ? null : handOver(roll, who, way.moves, all, { became, end });
  const touches = withSales(all, who, way.proposedAt, handoff);
  const createdAt = touches[0]?.at ?? who.arrivedAt;
  const id = idAt(roll, createdAt);
  const otherVisitor = setApart(roll, touches, who, end);
  const identities = identitiesOf(roll, who, fields, createdAt, otherVisitor);
  return {
    ...fields,
    id,
    createdAt,
    updatedAt: Math.max(way.moves.at(-1)?.at ?? createdAt, createdAt),
    currency: who.currency,
    companyId,
    roles,
    stage: way.stage,
    source: who.opening.channel,
    owner: ownerOf(roll, who, way.stage),
    tags: tagsOf(roll, who, touches, custom),
    properties: who.line === 'd2c' && chance(roll, 0.55) ? { hair_type: pick(roll, hairTypes) } : {},
    identities,
    moves: way.moves,
    touches,
    otherVisitor,
    consents: consentsOf(roll, who, touches),
    handoff,
    truth: {
      line: who.line,
      probability: likely,
      decidesAt: who.decidesAt,
      became,
      churnedAt: custom?.churnedAt ?? null,
      duplicateOf: null,
    },
  };
}

export const hairTypes = ['straight', 'wavy', 'curly', 'coily'] as const;

/** With the offer that was made, and what sales said of the lead. */
function withSales(
  touches: Touch[],
  { rep }: Prospect,
  proposedAt: number | null,
  handoff: MadeHandoff | null,
): Touch[] {
  const more: Touch[] = [];
  if (proposedAt !== null)
    more.push(bySales(proposedAt, 'proposal_sent', rep, { name: 'Proposal, version 1', channel: 'email' }));
  more.push(...(handoff?.touches ?? []), ...(handoff?.again?.touches ?? []));
  return more.length === 0 ? touches : [...touches, ...more].toSorted((a, b) => a.at - b.at);
}

/** The first visit on the other browser was another visitor's; what came later on it was already theirs. */
function setApart(
  roll: Dice,
  touches: Touch[],
  { opening }: Prospect,
  end: number,
): MadeContact['otherVisitor'] {
  const first = touches.find(({ elsewhere }) => elsewhere);
  if (!first || first.at < opening.knownAt) {
    for (const each of touches) each.elsewhere = false;
    return null;
  }
  const becameAt = first.at + 15 * 60_000;
  for (const each of touches) if (each.elsewhere && each.at > becameAt) each.elsewhere = false;
  return becameAt < end ? { id: idAt(roll, first.at), becameAt } : forget(touches);
}

function forget(touches: Touch[]): null {
  for (const each of touches) each.elsewhere = false;
  return null;
}

function identitiesOf(
  roll: Dice,
  { opening, line }: Prospect,
  { email }: PersonFields,
  createdAt: number,
  otherVisitor: MadeContact['otherVisitor'],
): Identity[] {
  const known = Math.max(opening.knownAt, createdAt);
  const browser = (at: number): Identity => ({
    kind: 'anonymous',
    value: `${ID_SPACE}:${browserId(roll)}`,
    at,
  });
  return [
    ...(email === null ? [] : [{ kind: 'email', value: email, at: known } as const]),
    ...(opening.online ? [browser(createdAt)] : []),
    ...(otherVisitor === null ? [] : [browser(otherVisitor.becameAt)]),
    ...(line === 'd2c' && email !== null && chance(roll, 0.3)
      ? [{ kind: 'user', value: `${ID_SPACE}:${idAt(roll, known)}`, at: known } as const]
      : []),
  ];
}

function ownerOf(roll: Dice, { line, rep }: Prospect, stage: MadeContact['stage']): MadeContact['owner'] {
  const luck = roll();
  if (line === 'd2c') return luck < 0.02 ? 'ines' : null;
  const early = stage === 'visitor' || stage === 'lead';
  if (early && luck < 0.7) return luck < 0.1 ? 'tomas' : null;
  return luck > 0.88 ? 'me' : rep;
}

function tagsOf(
  roll: Dice,
  { fairCode, arrivedAt, line }: Prospect,
  touches: Touch[],
  custom: Custom | null,
): string[] {
  const has = (kind: string) => touches.some((each) => each.kind === kind);
  return [
    ...(fairCode !== null && has('fair_talk') ? [codeOf(fairCode, arrivedAt)] : []),
    ...(has('sample_sent') ? ['sample kit'] : []),
    ...(has('event_attended') ? ['education'] : []),
    ...(custom !== null && custom.churnedAt !== null ? ['lapsed'] : []),
    ...(line === 'd2c' && chance(roll, 0.06) ? ['panel'] : []),
  ];
}

function consentsOf(roll: Dice, { opening, line, hasEmail }: Prospect, touches: Touch[]): Consent[] {
  const consents: Consent[] = [];
  const form = touches.find(({ kind }) => kind === 'form_submitted');
  const at = form?.at ?? opening.knownAt;
  const source = form ? `Form: ${form.name ?? ''}` : 'Badge scan or card, read out loud';
  if (hasEmail && chance(roll, line === 'd2c' ? 0.92 : 0.78))
    consents.push({ purpose: 'newsletter', channel: 'email', state: 'given', source, at });
  if (line !== 'd2c' && chance(roll, 0.5))
    consents.push({ purpose: 'calls', channel: 'phone', state: 'given', source, at });
  if (line === 'd2c' && chance(roll, 0.3))
    consents.push({ purpose: 'offers', channel: 'email', state: 'given', source, at });
  const left = touches.find(({ kind }) => kind === 'email_unsubscribed');
  if (left && consents.length > 0)
    consents.push({
      purpose: 'newsletter',
      channel: 'email',
      state: 'withdrawn',
      source: 'Link in the e-mail',
      at: left.at,
    });
  return consents;
}
