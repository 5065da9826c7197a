import type { ComponentType } from 'react';
import type { CompanyComparison } from '../../companies/merge/contract.ts';
import type { Comparison as Answer, Merge as MergeAnswer } from '../../merge/contract.ts';

/** Two records side by side; of companies also what would move. */
export type Comparison = Answer & { moves?: CompanyComparison['moves'] };
export type Seat = Comparison['keep'];
export type Line = Comparison['lines'][number];

/** As it has travelled: moments are text. */
export type Merge = Omit<MergeAnswer, 'mergedAt' | 'unmergedAt' | 'batchId'> & {
  mergedAt: string;
  unmergedAt: string | null;
};

export type Decision = {
  kept: { id: string; name: string };
  gone: { id: string; name: string };
  choices: Record<string, 'kept' | 'gone'>;
};

type FinderProps = {
  label: string;
  except: readonly string[];
  choose: (found: { id: string }) => void;
};

/** What two records are, of which one is made: contacts, companies. */
export type MergeKind = {
  noun: 'contact' | 'company';
  nouns: 'contacts' | 'companies';
  may: 'contacts.merge' | 'companies.merge';
  /** In the menu of a record. */
  offer: string;
  /** Where a merge is taken back. */
  merges: '/api/merges' | '/api/company-merges';
  /** Once it is taken back: "… is a company of its own again." */
  apart: string;
  Finder: ComponentType<FinderProps>;
  label: (line: Line) => string;
  show: (line: Line, value: string) => string;
  refresh: () => Promise<void>;
};
