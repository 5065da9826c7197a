import { sql } from 'kysely';
import { z } from 'zod';
import type { ConditionSource, Understood } from '../../platform/conditions.ts';
import type { Db } from '../../platform/db.ts';
import { channelLabels, consentChannels, type ConsentChannel } from './consent.ts';
import './tables.ts';

const answers = ['given', 'withdrawn', 'none'] as const;
type Answer = (typeof answers)[number];

const shape = z.strictObject({
  source: z.literal('consent'),
  field: z.string().max(120).describe('Purpose and channel: "newsletter:email"'),
  operator: z.enum(['is', 'is_not']).default('is'),
  value: z.array(z.enum(answers)).min(1),
});

/** What somebody answered last: "said yes to Newsletter by e-mail". */
export const consentConditions: ConditionSource = {
  source: 'consent',
  offers: async (db) =>
    (await asked(db)).map(({ field, label }) => ({
      source: 'consent',
      field,
      label,
      group: 'Consent',
      editor: 'choice',
      operators: ['is', 'is_not'],
      choices: [
        { value: 'given', label: 'Yes' },
        { value: 'withdrawn', label: 'No' },
        { value: 'none', label: 'Was not asked' },
      ],
    })),
  understand: async (db, conditions) => {
    const ways = new Map((await asked(db)).map((way) => [way.field, way]));
    return conditions.map((condition) => {
      const { data } = shape.safeParse(condition);
      const way = data && ways.get(data.field);
      if (!data) return { problem: 'Choose what they answered.', field: 'value' };
      return way ? answered(way, data) : { problem: 'Nobody is asked for this.', field: 'field' };
    });
  },
};

type Way = { field: string; label: string; purpose: string; channel: ConsentChannel };

function answered({ label, purpose, channel }: Way, { operator, value }: z.output<typeof shape>): Understood {
  const meant = operator === 'is' ? value : answers.filter((each) => !value.includes(each));
  return {
    words: {
      who: inWords(label, meant),
      whoNot: inWords(
        label,
        answers.filter((each) => !meant.includes(each)),
      ),
    },
    marks: ['contact:consent'],
    onClock: false,
    compile: ({ among }) => ({
      set: sql`select s.contact_id, s.state from audience.consent_states as s
        where s.purpose = ${purpose} and s.channel = ${channel} and ${among('s.contact_id')}`,
      inside: (alias) => sql`coalesce(${sql.raw(alias)}.state, 'none') = any(${meant}::text[])`,
      sure: true,
    }),
  };
}

const said: Record<Answer, (label: string) => string> = {
  given: (label) => `said yes to ${label}`,
  withdrawn: (label) => `said no to ${label}`,
  none: (label) => `were not asked for ${label}`,
};

function inWords(label: string, meant: readonly Answer[]): string {
  return meant.length === 0
    ? `answered nothing at all on ${label}`
    : meant.map((each) => said[each](label)).join(' or ');
}

/** Every way somebody may be asked; also those nobody is asked by any more, for their answers stay. */
async function asked(db: Db): Promise<Way[]> {
  const purposes = await db
    .selectFrom('audience.consent_purposes')
    .select(['key', 'label', 'channels', 'archived_at'])
    .orderBy('position')
    .execute();
  return purposes.flatMap(({ key, label, channels, archived_at: archived }) =>
    (archived ? consentChannels : channels).map((channel) => ({
      field: `${key}:${channel}`,
      label: `${label} by ${channelLabels[channel]}`,
      purpose: key,
      channel,
    })),
  );
}
