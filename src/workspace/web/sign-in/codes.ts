/** People type '123 456' or '123-456'; a backup code keeps its own dash. */
export function plainCode(typed: string, backup: boolean): string {
  return backup ? typed.trim() : typed.replaceAll(/[\s-]/g, '');
}

/** ABCDEFGHIJ → 'ABCD EFGH IJ': a key one can read aloud and type. */
export function inFours(key: string): string {
  return key.replaceAll(/\s/g, '').replaceAll(/(.{4})(?=.)/g, '$1 ');
}
