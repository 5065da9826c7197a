import { NO_AMOUNT, readAmount } from '../amount.ts';
import type { NewDeal } from '../deals.ts';

export type Values = {
  name: string;
  amount: string;
  currency: string;
  expectedCloseOn: string;
  ownerId: string;
  contactId: string;
  companyId: string;
};

export function startValues(me: string, currency: string): Values {
  return {
    name: '',
    amount: '',
    currency,
    expectedCloseOn: '',
    ownerId: me,
    contactId: '',
    companyId: '',
  };
}

export function problemsOf({ name, amount, currency }: Values): Partial<Record<keyof Values, string>> {
  return {
    ...(name.trim() === '' ? { name: 'Enter a name for the deal.' } : {}),
    ...(readAmount(amount, currency) === undefined ? { amount: NO_AMOUNT } : {}),
  };
}

/** As the server is asked: what was left empty is not said. */
export function newDeal(values: Values, contactId?: string, companyId?: string): NewDeal {
  const { name, currency, expectedCloseOn, ownerId } = values;
  const amount = readAmount(values.amount, currency) ?? null;
  return {
    name: name.trim(),
    ownerId: ownerId === '' ? null : ownerId,
    ...(amount === null ? {} : { amount, currency }),
    ...(expectedCloseOn === '' ? {} : { expectedCloseOn }),
    ...(contactId === undefined ? {} : { contactId }),
    ...(companyId === undefined ? {} : { companyId }),
  };
}
