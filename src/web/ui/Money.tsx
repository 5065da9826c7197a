import { money } from '../numbers.ts';

/** Minor units and their currency, as the server stores them. */
export function Money({ minor, currency }: { minor: number; currency: string }) {
  return <span className="num">{money(minor, currency)}</span>;
}
