import { queryOptions } from '@tanstack/react-query';
import { about, count, counted } from '../../../web/numbers.ts';
import { api } from '../../../web/api.ts';
import type { RecordWords } from '../../../web/room.ts';
import { monthWords } from '../../../web/time.ts';
import type { Choice } from '../../../web/ui/Select.tsx';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../retention/contract.ts';
import type { TimelinePage } from '../touchpoints.ts';

export type Retention = Wire<contract.Retention>;
export type Estimate = Wire<contract.RetentionEstimate>;
export type RuleName = 'web' | 'others' | 'visitors';
/** As the form has them: months, or '' for always. */
export type RuleTexts = Record<RuleName, string>;

export const retentionQuery = queryOptions({
  queryKey: ['retention'],
  queryFn: ({ signal }) => api.get<Retention>('/api/retention', { signal }),
});

export const ruleWords: Record<RuleName, { label: string; hint: string; always: string }> = {
  web: {
    label: 'Page views, clicks and other web touchpoints are kept',
    hint: 'Pages and screens viewed, links clicked, pages read. There are more of them than of all others.',
    always: 'always',
  },
  others: {
    label: 'Other touchpoints are kept',
    hint: 'Calls, meetings, orders, e-mails, forms, events, notes, and the kinds you have declared.',
    always: 'always',
  },
  visitors: {
    label: 'Visitors who were never recognised are deleted',
    hint: 'Browsers without a name or an address that nobody gave an owner, a tag or a list. Their touchpoints go with them.',
    always: 'never',
  },
};

/** As the server has them: one that is missing here, or is not there, does not compile. */
const choices: { [Rule in RuleName]: Record<NonNullable<contract.NewRetention[Rule]>, string> } = {
  web: { 60: '60 months', 36: '36 months', 24: '24 months', 13: '13 months', 6: '6 months' },
  others: { 120: '10 years', 84: '7 years', 60: '5 years', 36: '3 years' },
  visitors: {
    24: 'after 24 months without a touch',
    13: 'after 13 months without a touch',
    6: 'after 6 months without a touch',
    3: 'after 3 months without a touch',
  },
};

/** Always, and then ever less. */
export function choicesFor(rule: RuleName): Choice[] {
  const months = Object.entries(choices[rule]).map(([value, label]) => ({ value, label }));
  return [{ value: '', label: ruleWords[rule].always }, ...months.toReversed()];
}

export function textsOf(rules: Pick<Retention, RuleName>): RuleTexts {
  const text = (months: number | null) => (months === null ? '' : String(months));
  return { web: text(rules.web), others: text(rules.others), visitors: text(rules.visitors) };
}

export function rulesOf(texts: RuleTexts): Pick<Retention, RuleName> {
  const months = (text: string) => (text === '' ? null : Number(text));
  return { web: months(texts.web), others: months(texts.others), visitors: months(texts.visitors) };
}

export function estimateOf({ web, others, visitors }: RuleTexts): Promise<Estimate> {
  const search = { web: web || 'always', others: others || 'always', visitors: visitors || 'always' };
  return api.get<Estimate>('/api/retention/estimate', { search });
}

/** What would go, a line each; none when nothing would. */
export function lossesIn({ web, others, visitors }: Estimate): string[] {
  const lines: string[] = [];
  const touches = (one: string, many: string, { touchpoints, months, exact }: Estimate['web']) => {
    if (touchpoints === 0) return;
    const number = exact ? count(touchpoints) : about(touchpoints);
    lines.push(`${number} ${touchpoints === 1 ? one : many} of ${counted(months, 'month', 'months')}`);
  };
  touches('web touchpoint, such as a page view,', 'web touchpoints, such as page views and clicks,', web);
  touches('other touchpoint', 'other touchpoints', others);
  if (visitors.visitors > 0)
    lines.push(
      `${visitors.exact ? '' : 'about '}${counted(visitors.visitors, 'visitor', 'visitors')} with all that is known of them`,
    );
  return lines;
}

/** At the end of a contact's line: what is not there any more. */
export function deletedWords({
  web,
  others,
}: NonNullable<TimelinePage['deletedBefore']>): string | undefined {
  const pages = web === null ? undefined : monthWords(web);
  const rest = others === null ? undefined : monthWords(others);
  if (pages === undefined && rest === undefined) return undefined;
  if (pages === rest) return `Touchpoints before ${pages} were deleted by the retention rules.`;
  const ending = 'were deleted by the retention rules';
  if (pages === undefined)
    return `Touchpoints before ${rest} ${ending}; page views and clicks are still there.`;
  const all = rest === undefined ? '' : `, and all others before ${rest},`;
  return `Page views, clicks and other web touchpoints before ${pages}${all} ${ending}.`;
}

/** For the audit log. */
export const retentionWords: RecordWords = {
  field: (field) => (isRule(field) ? ruleWords[field].label : undefined),
  value: (field, value) => {
    if (!isRule(field)) return undefined;
    const text = typeof value === 'number' ? String(value) : '';
    return choicesFor(field).find((choice) => choice.value === text)?.label;
  },
};

function isRule(field: string): field is RuleName {
  return Object.hasOwn(ruleWords, field);
}
