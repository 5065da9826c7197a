/** Where a deal stands. Stages of one's own come between the first and the other two. */
export const stages = ['open', 'won', 'lost'] as const;
export type Stage = (typeof stages)[number];

/** Why a deal is lost, and how that reads. */
export const lostReasons = {
  price: 'Too expensive',
  no_budget: 'No budget',
  competitor: 'Chose a competitor',
  missing: 'Does not do what they need',
  bad_timing: 'Bad timing',
  no_decision: 'No decision was made',
  no_answer: 'Stopped answering',
  duplicate: 'Same as another deal',
  other: 'Something else',
} as const;
export type LostReason = keyof typeof lostReasons;
export const lostReasonNames = Object.keys(lostReasons) as [LostReason, ...LostReason[]];

/** What somebody writes of a deal, as the history tells of it. */
export type WrittenDeal = {
  name?: string | undefined;
  amount?: number | null | undefined;
  currency?: string | null | undefined;
  contactId?: string | null | undefined;
  companyId?: string | null | undefined;
  expectedCloseOn?: string | null | undefined;
};

/** The columns the fields are kept in. Fields that are not given are not written. */
export function toColumns(fields: WrittenDeal) {
  return {
    name: fields.name,
    amount: fields.amount,
    currency: fields.currency,
    contact_id: fields.contactId,
    company_id: fields.companyId,
    expected_close_on: fields.expectedCloseOn,
  };
}

const DAY_MS = 86_400_000;
const AHEAD_MS = 5 * 60_000;

/** When a deal was closed, if that can be: a day is given at noon, and may be the day on which it was opened in the afternoon. */
export function closingTime(
  given: Date | undefined,
  { openedAt, now }: { openedAt: Date; now: Date },
): Date | { problem: string } {
  // A deal that was opened just now on a clock a little ahead of ours still closes after that.
  const at = given ?? new Date(Math.max(now.getTime(), openedAt.getTime()));
  if (given && given.getTime() > now.getTime() + AHEAD_MS)
    return { problem: 'This is in the future. A deal is closed when it is closed.' };
  if (at >= openedAt) return at;
  if (openedAt.getTime() - at.getTime() < DAY_MS) return openedAt;
  return { problem: 'The deal was not open yet on that day. Choose a later one.' };
}

/** Into how many minor units the main unit of a currency falls, as SQL of ours: 100 for nearly all. */
export function unitsOf(column: string): string {
  const all = Intl.supportedValuesOf('currency').map((code) => ({ code, digits: digitsOf(code) }));
  const whens = [...new Set(all.map(({ digits }) => digits))]
    .filter((digits) => digits !== 2)
    .map((digits) => {
      const codes = all.filter((each) => each.digits === digits).map(({ code }) => `'${code}'`);
      return `when ${column} in (${codes.join(', ')}) then ${10 ** digits}`;
    });
  return `(case ${whens.join(' ')} else 100 end)`;
}

/** 125000 EUR → "1250.00", 1250 JPY → "1250": for files, without signs and separators of thousands. */
export function wholeUnits(amount: number, currency: string): string {
  const digits = digitsOf(currency);
  return (amount / 10 ** digits).toFixed(digits);
}

function digitsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}
