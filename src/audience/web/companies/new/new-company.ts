export type Values = {
  name: string;
  domain: string;
  phone: string;
  industry: string;
  employees: string;
  city: string;
  country: string;
  ownerId: string;
};

export function startValues(me: string): Values {
  const blank = { name: '', domain: '', phone: '', industry: '', employees: '', city: '', country: '' };
  return { ...blank, ownerId: me };
}

/** As the server is asked: what was left empty is not said. */
export function newCompany(
  { ownerId, employees, ...values }: Values,
  parentId?: string,
): Record<string, unknown> {
  const written = Object.entries(values)
    .map(([field, value]) => [field, value.trim()] as const)
    .filter(([, value]) => value !== '');
  return {
    ...Object.fromEntries(written),
    ...(employees.trim() === '' ? {} : { employees: wholeNumber(employees) }),
    ...(parentId === undefined ? {} : { parentId }),
    ownerId: ownerId === '' ? null : ownerId,
  };
}

/** '1,200' → 1200. What is no number goes as it was typed: the server says what is wrong with it. */
export function wholeNumber(typed: string): number | string | null {
  const plain = typed.replaceAll(/[\s,.’']/g, '');
  if (plain === '') return null;
  return /^\d+$/.test(plain) ? Number(plain) : typed;
}
