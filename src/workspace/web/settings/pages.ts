import type { IconName } from '../../../web/ui/icon-paths.ts';

export type SettingsPlace = {
  label: string;
  to: string;
  icon: IconName;
  /** Left out: for everybody who is signed in. */
  may?: string;
  /** One line for the overview. */
  what: string;
  group: 'You' | 'The company' | 'Behind the scenes';
  /** Other words people type for it in the palette. */
  words: string;
};

/** Every settings page once: the rail, the overview and the palette all read this. */
export const places: readonly SettingsPlace[] = [
  {
    label: 'My account',
    to: '/settings/account',
    icon: 'contact',
    what: 'Your name, hours, password, two-step sign-in, devices and what you are told.',
    group: 'You',
    words: 'profile password two-factor notifications theme sessions',
  },
  {
    label: 'People',
    to: '/settings/people',
    icon: 'audience',
    may: 'people.read',
    what: 'Who works here, their roles, and invitations for those to come.',
    group: 'The company',
    words: 'users colleagues roles invite',
  },
  {
    label: 'Teams',
    to: '/settings/teams',
    icon: 'team',
    may: 'teams.read',
    what: 'Marketing, sales and the others, with their hours and holidays.',
    group: 'The company',
    words: 'working hours holidays members',
  },
  {
    label: 'Workspace',
    to: '/settings/workspace',
    icon: 'company',
    may: 'workspace.manage',
    what: 'The name, currency, time zone and holidays of the company.',
    group: 'The company',
    words: 'company currency locale time zone',
  },
  {
    label: 'Routing',
    to: '/settings/routing',
    icon: 'handoff',
    may: 'handoffs.read',
    what: 'Who gets the leads that are handed to sales, and how many, by which rules.',
    group: 'The company',
    words: 'assign round robin territory rules reps capacity vacation queue',
  },
  {
    label: 'Properties',
    to: '/settings/properties',
    icon: 'property',
    may: 'properties.manage',
    what: 'What you want to know of contacts and companies beyond the fields that everybody has.',
    group: 'The company',
    words: 'custom fields attributes columns choices',
  },
  {
    label: 'Tags',
    to: '/settings/tags',
    icon: 'tag',
    may: 'contacts.read',
    what: 'The words that stand on contacts and companies: rename, merge and delete them.',
    group: 'The company',
    words: 'labels keywords',
  },
  {
    label: 'Privacy',
    to: '/settings/privacy',
    icon: 'consent',
    may: 'contacts.privacy',
    what: 'What people are asked to agree to, and the receipts of those who were erased.',
    group: 'The company',
    words: 'gdpr consent erase forget personal data',
  },
  {
    label: 'Retention',
    to: '/settings/retention',
    icon: 'database',
    may: 'retention.manage',
    what: 'For how long page views, other touchpoints and unknown visitors are kept.',
    group: 'The company',
    words: 'gdpr delete old data storage limitation months keep',
  },
  {
    label: 'Sample company',
    to: '/settings/sample',
    icon: 'cart',
    may: 'sample.manage',
    what: 'Hallow & Reed, to look around in: load it, or take it away again.',
    group: 'The company',
    words: 'demo example test data explore',
  },
  {
    label: 'Sources',
    to: '/settings/sources',
    icon: 'web',
    may: 'sources.read',
    what: 'Where touchpoints come from, what became of each of them, and kinds of your own.',
    group: 'The company',
    words: 'tracking snippet segment web site write key touchpoints kinds',
  },
  {
    label: 'API keys',
    to: '/settings/keys',
    icon: 'key',
    may: 'keys.manage',
    what: 'For the programs that work with Tandem, and the reference for those who write them.',
    group: 'Behind the scenes',
    words: 'api developers tokens integration',
  },
  {
    label: 'Audit log',
    to: '/settings/audit',
    icon: 'shield',
    may: 'audit.read',
    what: 'Who changed what, from what, to what, and when.',
    group: 'Behind the scenes',
    words: 'history changes security log',
  },
  {
    label: 'Jobs',
    to: '/settings/jobs',
    icon: 'refresh',
    may: 'jobs.manage',
    what: 'Work that runs in the background: what waits, what runs, what failed and why.',
    group: 'Behind the scenes',
    words: 'queue background failed worker',
  },
  {
    label: 'Outbox',
    to: '/settings/mail',
    icon: 'email',
    may: 'mail.manage',
    what: 'Every mail Tandem writes itself, whether it went out, and why not.',
    group: 'Behind the scenes',
    words: 'mail e-mail smtp sent',
  },
];
