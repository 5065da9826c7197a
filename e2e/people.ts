import type { Role } from '../src/platform/actor.ts';

/** Who works at Hallow & Reed, a maker of professional hair care. */
export const colleagues = {
  owner: { name: 'Eleanor Hallow', email: 'eleanor@hallow-reed.example', role: 'owner', team: null },
  admin: { name: 'Tom Reed', email: 'tom@hallow-reed.example', role: 'admin', team: null },
  marketing: {
    name: 'Priya Raman',
    email: 'priya@hallow-reed.example',
    role: 'marketing_manager',
    team: 'marketing',
  },
  sales: {
    name: 'Marcus Oyelaran',
    email: 'marcus@hallow-reed.example',
    role: 'sales_manager',
    team: 'sales',
  },
  rep: { name: 'Hanna Brandt', email: 'hanna@hallow-reed.example', role: 'rep', team: 'sales' },
  analyst: { name: 'Jonas Weller', email: 'jonas@hallow-reed.example', role: 'analyst', team: null },
} as const satisfies Record<
  string,
  { name: string; email: string; role: Role; team: 'marketing' | 'sales' | null }
>;

export type Colleague = keyof typeof colleagues;

export const PASSWORD = 'violet teal bicycle 47';

export type SomeContact = {
  givenName: string;
  familyName: string;
  email: string;
  phone: string | null;
  jobTitle: string;
  companyName: string;
  city: string;
  country: string;
  stage: string;
  source: string;
};

/** The first few are always the same, so that tests can name them; the rest are made up from a fixed sequence. */
export function someContacts(count: number): SomeContact[] {
  const random = dice(24);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  return Array.from({ length: count }, (_, index) => {
    const known = knownContacts[index];
    const givenName = known?.[0] ?? pick(givenNames);
    const familyName = known?.[1] ?? pick(familyNames);
    const companyName =
      known?.[2] ?? `${pick([familyName, pick(familyNames), pick(companyWords)])} ${pick(companyKinds)}`;
    const domain = companyName.toLowerCase().replaceAll(/[^a-z]+/g, '-');
    const [city, country] = known ? (['Leeds', 'GB'] as const) : pick(cities);
    return {
      givenName,
      familyName,
      email: `${plain(givenName)}.${plain(familyName)}${known ? '' : index}@${domain}.example`,
      phone: random() < 0.7 ? `+44 113 496 0${String(100 + (index % 900))}` : null,
      jobTitle: pick(jobTitles),
      companyName,
      city,
      country,
      stage: known?.[3] ?? pick(stages),
      source: pick(sources),
    };
  });
}

/** As somebody would export them from elsewhere. */
export function asCsv(contacts: SomeContact[]): string {
  const names = [
    'First name',
    'Last name',
    'E-mail',
    'Phone',
    'Job title',
    'Company',
    'City',
    'Country',
    'Stage',
    'Source',
  ];
  const rows = contacts.map((contact) =>
    Object.values(contact)
      .map((value) => `"${value ?? ''}"`)
      .join(','),
  );
  return [names.join(','), ...rows].join('\n');
}

const knownContacts = [
  ['Nora', 'Castellan', 'Castellan Hair Studios', 'customer'],
  ['Freya', 'Lindqvist', 'Marlow & Finch', 'opportunity'],
  ['Beatriz', 'Lopes', 'Lopes Hair Group', 'mql'],
  ['Maren', 'Aldous', 'Fen & Ivy Salons', 'mql'],
  ['Theo', 'Varga', 'Studio Varga', 'lead'],
  ['Amara', 'Nwosu', 'Nwosu & Daughters', 'sql'],
] as const;
const givenNames = words(
  'Aiko Callum Dominic Gwen Saoirse Yusuf Leila Zoë Łukasz Ingrid Mateo Chidi Anneliese Bram Céline Dafydd Esme Farah Giulia Hamish Imogen Jasper Katya Lorcan Mirela Niamh Oskar Paloma Quentin Rosa Soren Tamsin Uma Viktor Wren Xanthe Yara Zainab',
);
const familyNames = words(
  'Tanabe Reid Shaw Harcourt Byrne Demir Farrow Østergaard Novák Okafor Sandhu Ashworth Beaumont Calloway Duarte Ekström Fairbairn Galloway Hargreaves Ito Jankowski Kavanagh Lindgren Marchetti Nakamura Oduya Pemberton Quigley Rasmussen Szabo Thackeray Ueda Vasquez Whitlock Yilmaz',
);
const companyWords = words(
  'Linden Copper Willow Harbour Juniper Northgate Velvet Marigold Anchor Foxglove Saltmarsh Kestrel',
);
const companyKinds = ['Salons', 'Barbers', 'Hair', 'Studio', 'Hair Group', 'Beauty House'];
const cities = [
  ['Leeds', 'GB'],
  ['York', 'GB'],
  ['Bristol', 'GB'],
  ['Glasgow', 'GB'],
  ['Dublin', 'IE'],
  ['Kraków', 'PL'],
  ['Aarhus', 'DK'],
] as const;
const jobTitles = ['Salon owner', 'Salon manager', 'Stylist', 'Head of education', 'Buyer', 'Art director'];
const stages = ['lead', 'lead', 'lead', 'mql', 'mql', 'sql', 'opportunity', 'customer', 'customer'];
const sources = ['search', 'referral', 'trade_fair', 'email', 'social', 'radio', 'unknown'];

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^a-z]/gi, '')
    .toLowerCase();
}

/** A fixed sequence (mulberry32): everybody's world is the same. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function words(text: string): string[] {
  return text.split(' ');
}
