import type { EngagementRule, FitRule, ModelDocument, TouchMatch } from './model.ts';

/**
 * What is in force before anybody has said otherwise: modest, readable, about the kinds of touchpoints Tandem knows. Both
 * sides are to make it theirs.
 */
export const defaultModel: ModelDocument = {
  fit: {
    base: 20,
    rules: [
      fit('fit-company', 20, is('contact', 'companyName', 'is_not_empty')),
      fit('fit-address', 10, is('contact', 'email', 'is_not_empty')),
      fit('fit-phone', 5, is('contact', 'phone', 'is_not_empty')),
      fit('fit-job-title', 10, is('contact', 'jobTitle', 'is_not_empty')),
      fit('fit-decides', 20, {
        match: 'any',
        items: ['owner', 'manager', 'head', 'director', 'chief', 'buyer', 'founder'].map((title) =>
          is('contact', 'jobTitle', 'contains', title),
        ),
      }),
      fit('fit-company-size', 15, is('company', 'employees', 'at_least', 10)),
    ],
    grades: { a: 75, b: 50, c: 30 },
  },
  groups: [
    {
      id: 'web',
      label: 'Web',
      cap: 40,
      halfLifeDays: 7,
      rules: [
        rule('web-page', 1, { kinds: ['page_view', 'screen_view'] }),
        rule('web-read', 2, { kinds: ['page_read'] }),
        rule('web-prices', 8, { kinds: ['page_view'], page: '/pricing' }),
        rule('web-click', 1, { kinds: ['link_clicked'] }),
        rule('web-form', 15, { kinds: ['form_submitted'] }),
      ],
    },
    {
      id: 'email',
      label: 'E-mail',
      cap: 25,
      halfLifeDays: 14,
      rules: [
        rule('email-click', 6, { kinds: ['email_clicked'] }),
        rule('email-reply', 15, { kinds: ['email_replied'] }),
        rule('email-bounce', -15, { kinds: ['email_bounced'] }),
        rule('email-unsubscribe', -20, { kinds: ['email_unsubscribed'] }),
      ],
    },
    {
      id: 'events',
      label: 'Events',
      cap: 40,
      halfLifeDays: 30,
      rules: [
        rule('events-came', 20, { kinds: ['event_attended'] }),
        rule('events-fair', 30, { kinds: ['fair_talk'] }),
        rule('events-store', 15, { kinds: ['store_visit'] }),
      ],
    },
    {
      id: 'social',
      label: 'Social and word of mouth',
      cap: 20,
      halfLifeDays: 14,
      rules: [
        rule('social-touch', 3, { channels: ['social', 'influencer'] }),
        rule('social-recommended', 15, { kinds: ['word_of_mouth'] }),
        rule('social-heard', 5, { kinds: ['heard_of_us'] }),
      ],
    },
    {
      id: 'sales',
      label: 'Sales',
      cap: 60,
      halfLifeDays: 21,
      rules: [
        rule('sales-inbound', 30, { kinds: ['call_inbound'] }),
        rule('sales-met', 25, { kinds: ['meeting', 'visit', 'demo'] }),
        rule('sales-warm-call', 15, { kinds: ['call_warm'] }),
        rule('sales-sample', 15, { kinds: ['sample_sent'] }),
        rule('sales-accepted', 10, { kinds: ['lead_accepted'] }),
        rule('sales-recycled', -15, { kinds: ['lead_recycled'] }),
        rule('sales-rejected', -40, { kinds: ['lead_rejected'] }),
      ],
    },
    {
      id: 'commerce',
      label: 'Commerce',
      cap: 40,
      halfLifeDays: 30,
      rules: [
        rule('commerce-order', 25, { kinds: ['order_placed'] }),
        rule('commerce-order-event', 25, { kinds: ['event'], name: 'order completed' }),
        rule('commerce-basket', 8, { kinds: ['event'], name: 'product added' }),
      ],
    },
  ],
  raisedHands: [
    { id: 'hand-demo', label: 'Asked for a demo', what: { kinds: ['form_submitted'], word: 'demo' } },
    { id: 'hand-call', label: 'Asked for a call', what: { kinds: ['form_submitted'], word: 'call' } },
    {
      id: 'hand-callback',
      label: 'Asked to be called back',
      what: { kinds: ['form_submitted'], word: 'callback' },
    },
    { id: 'hand-price', label: 'Asked for a price', what: { kinds: ['form_submitted'], word: 'quote' } },
  ],
  raisedHandDays: 14,
  warm: { engagement: { enter: 20, leave: 14 }, fit: { enter: 0, leave: 0 } },
  hot: { engagement: { enter: 45, leave: 32 }, fit: { enter: 30, leave: 25 } },
};

function rule(id: string, points: number, what: TouchMatch, often?: EngagementRule['often']): EngagementRule {
  return { id, points, what, ...(often ? { often } : {}) };
}

function fit(id: string, points: number, when: FitRule['when'] | FitRule['when']['items'][number]): FitRule {
  return { id, points, when: 'source' in when ? { match: 'all', items: [when] } : when };
}

function is(source: string, field: string, operator: string, value: unknown = null) {
  return { source, field, operator, value };
}
