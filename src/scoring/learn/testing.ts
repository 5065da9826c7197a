import type { Sample } from './sample.ts';

/** For tests and the bench: sets whose five-fold AUC of scikit-learn's logistic regression is known (shared/data/INDEX.md). */
export type KnownSet = {
  file: string;
  delimiter?: string;
  outcome: string;
  yes: string;
  leave: string[];
  auc: number;
};
type Row = Record<string, string>;

/** Filled in by sales after the contact: who used them would foretell the past. */
const afterwards = [
  'Tags',
  'Lead Quality',
  'Lead Profile',
  'Asymmetrique Activity Index',
  'Asymmetrique Profile Index',
  'Asymmetrique Activity Score',
  'Asymmetrique Profile Score',
  'Last Notable Activity',
];

export const knownSets: Record<string, KnownSet> = {
  'bank marketing, without the duration that is known only after the call': {
    file: '03_bank_marketing/bank-additional-full.csv',
    delimiter: ';',
    outcome: 'y',
    yes: 'yes',
    leave: ['duration'],
    auc: 0.791,
  },
  'telco churn': {
    file: '05_telco_churn/Telco-Customer-Churn_split_dev.csv',
    outcome: 'Churn',
    yes: 'Yes',
    leave: ['customerID'],
    auc: 0.845,
  },
  'leads of X Education, without what sales filled in afterwards': {
    file: '02_xeducation_leads/Leads_split_dev.csv',
    outcome: 'Converted',
    yes: '1',
    leave: ['Prospect ID', 'Lead Number', ...afterwards],
    auc: 0.893,
  },
};

export async function samplesOf(
  { outcome, yes, leave }: KnownSet,
  read: AsyncIterable<Row>,
): Promise<Sample[]> {
  const rows: Row[] = [];
  for await (const row of read) rows.push(row);
  const fields = Object.keys(rows[0] ?? {}).filter((field) => field !== outcome && !leave.includes(field));
  const numeric = new Set(fields.filter((field) => rows.every((row) => isNumberOrBlank(row[field] ?? ''))));
  const valueOf = (field: string, text: string) => {
    // An unanswered list of X Education.
    if (text.trim() === '' || text === 'Select') return null;
    return numeric.has(field) ? Number(text) : text;
  };
  return rows.map((row) => ({
    outcome: row[outcome] === yes,
    features: Object.fromEntries(fields.map((field) => [field, valueOf(field, row[field] ?? '')])),
  }));
}

function isNumberOrBlank(text: string): boolean {
  return text.trim() === '' || Number.isFinite(Number(text));
}
