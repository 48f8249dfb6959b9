// Days as the reader lives them, "2026-03-29": no hours, so neither travel nor the change to summer time can tear a day.
const DAY = 86_400_000;
const PATTERN = /^\d{4}-\d\d-\d\d$/;
const GRACE = 2;  // a streak goes on over one missed day: the next day that counts is at most two away

const numbers = new Map();  // a log of years has many events and few days
const names = new Map();
const name = (number) => names.get(number) ?? names.set(number, new Date(number * DAY).toISOString().slice(0, 10)).get(number);

/** The day as a count of days since 1970; NaN for what is none. */
function number(day) {
  let found = numbers.get(day);
  if (found === undefined) numbers.set(day, found = Date.parse(`${day}T00:00:00Z`) / DAY);
  return found;
}

const met = new Map();

/** Whether this is a day of the calendar. */
export function isDay(day) {
  if (typeof day !== "string") return false;
  if (!met.has(day)) met.set(day, PATTERN.test(day) && number(day) >= 0 && name(number(day)) === day);
  return met.get(day);
}

/** The day it is for the reader, where the device is now. */
export function localDay(ms = Date.now()) {
  const date = new Date(ms);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** How many days `to` comes after `from`. */
export const daysBetween = (from, to) => number(to) - number(from);

/** The day that is `n` days after `day`. */
export const addDays = (day, n) => name(number(day) + n);

/**
 * How many days in a row something was done: up to `today`, and at best.
 * A single missed day costs nothing. The day on which a traveller already is, ahead of home, counts as today.
 */
export function streak(days, today) {
  let best = 0, now = 0, length = 0, last = -Infinity;
  const limit = number(today) + 1;
  for (const day of [...days].map(number).sort((one, other) => one - other)) {
    length = day - last <= GRACE ? length + 1 : 1;
    last = day;
    best = Math.max(best, length);
    if (day <= limit) now = number(today) - day <= GRACE ? length : 0;
  }
  return { now, best };
}

/** The counts of the last `weeks` weeks: rows of seven, Monday first, the last row holding `today`; null for days to come. */
export function calendar(days, today, weeks = 12) {
  const monday = number(today) - ((number(today) + 3) % 7);  // day 0, 1 January 1970, was a Thursday
  return Array.from({ length: weeks }, (_, week) => Array.from({ length: 7 }, (_, weekday) => {
    const day = monday + 7 * (week - weeks + 1) + weekday;
    return { day: name(day), count: day > number(today) ? null : days.get(name(day)) ?? 0 };
  }));
}
