const MS_A_DAY = 86_400_000;

/** The day's number in the Gregorian calendar, counted from 1970-01-01. Takes any year from 1 on. */
export function daysFromCivil(year: number, month: number, day: number): number {
  // Date.UTC reads the years 0 to 99 as 1900 to 1999, setUTCFullYear does not.
  return new Date(0).setUTCFullYear(year, month - 1, day) / MS_A_DAY;
}

/** The date of a day's number; the reverse of {@link daysFromCivil}. */
export function civilFromDays(days: number): { year: number; month: number; day: number } {
  const date = new Date(days * MS_A_DAY);

  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}
