import { queryClient } from '../../../../web/query.ts';
import { CompanyFinder } from '../../find/finders.tsx';
import type { MergeKind } from '../../merge/merge-kind.ts';
import { refreshCompanies } from '../companies.ts';
import { companyWords, showCompanyValue } from '../words.ts';

/** Two records of one company. */
export const companyMerging: MergeKind = {
  noun: 'company',
  nouns: 'companies',
  may: 'companies.merge',
  offer: 'Merge with another company …',
  merges: '/api/company-merges',
  apart: 'is a company of its own again.',
  Finder: CompanyFinder,
  label: ({ field, label }) => label ?? words[field] ?? companyWords[field] ?? field,
  show: ({ field }, value) => showCompanyValue(field, field === 'employees' ? Number(value) : value),
  refresh: async () => {
    const others = ['company-timeline', 'deals'];
    await Promise.all([
      refreshCompanies(),
      ...others.map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
    ]);
  },
};

const words: Record<string, string> = { parent: 'Parent company', owner: 'Owner' };
