/** Only the fields that were sent: absent means "leave it", null means "take it away". */
export function given<T extends object>(change: T): { [Field in keyof T]?: Exclude<T[Field], undefined> } {
  const sent = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(sent) as { [Field in keyof T]?: Exclude<T[Field], undefined> };
}
