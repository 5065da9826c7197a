/** What it takes to make people and companies of a country up. */
export type Country = {
  code: 'GB' | 'IE' | 'DE' | 'FR' | 'NL' | 'ES' | 'PL' | 'SE';
  language: string;
  currency: 'GBP' | 'EUR' | 'PLN' | 'SEK';
  given: readonly string[];
  family: readonly string[];
  cities: readonly City[];
  /** With # for a digit and @ for a letter. */
  street: (name: string, number: number) => string;
  streets: readonly string[];
  /** What follows the name of a salon's owner: "Castellan Hair". */
  salons: readonly ((family: string, city: string) => string)[];
  /**
   * The n-th telephone number of this country. Numbers that regulators keep for films come first; what follows begins
   * with digits that are never given out, so that nobody's telephone rings.
   */
  phone: (n: number) => Phone;
};

export type City = { name: string; region: string; postal: string };

/** E.164 without the plus, and how people write it at home. */
export type Phone = { international: string; national: string };

export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

export function cityOf(line: string): City {
  const [name = '', region = '', postal = ''] = line.split('|').map((part) => part.trim());
  return { name, region, postal };
}

export function cities(text: string): City[] {
  return text.trim().split('\n').map(cityOf);
}

export function digits(value: number, length: number): string {
  return String(value % 10 ** length).padStart(length, '0');
}
