import type { SimulationOutcome, Warning } from './contract.ts';

/** From this share of all contacts on, hot says nothing any more. */
const NEARLY_EVERYBODY = 0.5;
const FEW_CONTACTS = 10;

/** What both owners should know before they sign. */
export function warningsOf(outcome: SimulationOutcome, capacity: number): Warning[] {
  const { contacts, draft } = outcome;
  if (contacts === 0) return [];
  const share = draft.ever / contacts;
  const perWeek = busiestOf(outcome);
  if (share >= NEARLY_EVERYBODY && draft.ever >= FEW_CONTACTS)
    return [
      {
        kind: 'everybody',
        words: `This would make ${percent(share)} of all contacts hot: ${number(draft.ever)} against a capacity of ${number(capacity)} a week.`,
      },
    ];
  if (draft.ever === 0)
    return [
      {
        kind: 'nobody',
        words: `Nobody would have become hot in these 90 days${contacts === 1 ? '' : `, of ${number(contacts)} contacts`}. Sales would get nothing.`,
      },
    ];
  if (perWeek > capacity)
    return [
      {
        kind: 'over_capacity',
        words: `In its busiest week ${number(perWeek)} people would have become hot, against a capacity of ${number(capacity)} a week.`,
      },
    ];
  return [];
}

function busiestOf({ draft }: SimulationOutcome): number {
  return Math.max(0, ...draft.weeks.map(({ people }) => people));
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}
