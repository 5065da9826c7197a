import { z } from 'zod';
import { consentChannels, consentStates } from './consent.ts';

const tags = ['Consent'];

const line = (max: number, missing: string) =>
  z.string().trim().min(1, missing).max(max, `Please keep this to ${max} characters.`);

const channel = z.enum(consentChannels, 'Choose one of the channels.');
const state = z.enum(consentStates, 'Say whether it was given or withdrawn.');

const purpose = z.object({
  id: z.uuid(),
  key: z.string().describe('What imports and programs name it by'),
  label: z.string(),
  wording: z.string().describe('What people are asked'),
  channels: z.array(channel),
  archivedAt: z.date().nullable().describe('Since when nobody is asked any more'),
});

const purposeFields = z.strictObject({
  label: line(60, 'Give the purpose a name.'),
  wording: line(1_000, 'Write what people are asked.'),
  channels: z.array(channel).min(1, 'Choose at least one channel.'),
});
const newPurpose = purposeFields;
const purposeChange = purposeFields.partial().extend({ archived: z.boolean().optional() });

const answer = z.strictObject({
  purpose: z.string().max(100).describe('Key of the purpose'),
  channel,
  state,
  source: line(200, 'Say where they answered, for example “Phone call”.'),
  proof: z
    .string()
    .trim()
    .max(4_000, 'Please keep the proof to 4,000 characters.')
    .nullable()
    .optional()
    .describe('What one would show: the wording, the address of the form, the letter'),
  happenedAt: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When they answered; now, unless said otherwise'),
});
const recordedConsents = z.strictObject({ answers: z.array(answer).min(1).max(50) });

const consent = z.object({
  id: z.uuid(),
  purpose: z.string(),
  channel,
  state,
  source: z.string(),
  proof: z.string().nullable(),
  happenedAt: z.date(),
  recordedAt: z.date(),
  recordedBy: z.string(),
});
const consentOfContact = z.object({
  states: z
    .array(z.object({ purpose: z.string(), channel, state, since: z.date() }))
    .describe('The last answer for each purpose and channel; where there is none, nobody was asked'),
  answers: z.array(consent).describe('Every answer, the newest first; at most 200'),
});

export type Purpose = z.output<typeof purpose>;
export type NewPurpose = z.output<typeof newPurpose>;
export type PurposeChange = z.output<typeof purposeChange>;
export type Consent = z.output<typeof consent>;
export type RecordedConsents = z.output<typeof recordedConsents>;
export type ConsentOfContact = z.output<typeof consentOfContact>;

const ofContact = z.object({ id: z.uuid() });

export const purposes = {
  tags,
  summary: 'List what people are asked to agree to',
  response: { 200: z.object({ items: z.array(purpose) }) },
};
export const addPurpose = { tags, summary: 'Add a purpose', body: newPurpose, response: { 201: purpose } };
export const changePurpose = {
  tags,
  summary: 'Change a purpose, or ask nobody for it any more',
  params: z.object({ key: z.string().max(100) }),
  body: purposeChange,
  response: { 200: purpose },
};
export const show = {
  tags,
  summary: 'What a contact agreed to, and how each answer came about',
  params: ofContact,
  response: { 200: consentOfContact },
};
export const record = {
  tags,
  summary: 'Put down what a contact answered',
  params: ofContact,
  body: recordedConsents,
  response: { 201: consentOfContact },
};
