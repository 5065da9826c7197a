import { keyCaps } from '../keys.ts';

/** <Kbd keys="mod+k" /> shows ⌘K or Ctrl K. */
export function Kbd({ keys }: { keys: string }) {
  return <kbd aria-hidden="true">{keyCaps(keys).join(' ')}</kbd>;
}
