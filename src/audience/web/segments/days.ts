export type Day = { day: string; entered: number; left: number };

/** Every day up to today, also those on which nobody moved. */
export function daysOf(known: readonly Day[], days: number, today: Date): Day[] {
  const byDay = new Map(known.map((each) => [each.day, each]));
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(today.getTime() - (days - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    return byDay.get(day) ?? { day, entered: 0, left: 0 };
  });
}
