// Twelve weeks of days, Monday at the top, and the streak.
import { make } from "../build.mjs";
import { calendar, localDay } from "../desk/days.mjs";
import { part } from "./rows.mjs";
import { words } from "./words.mjs";

const STEPS = [1, 5, 12];  // answers a day from which a square is one step darker

export function weeksPart({ state, now }) {
  const { now: streak, best } = state.streak;
  const today = localDay(now);
  const days = calendar(state.days, today).flat();
  const busy = days.filter(({ count }) => count > 0);
  const alt = words.weeksAlt(busy.length, busy.reduce((sum, { count }) => sum + count, 0));
  const squares = days.map(({ day, count }) => (count === null ? make("i", { "data-later": true })
    : make("i", { "data-n": step(count), title: words.day(new Date(`${day}T12:00`), count), "data-today": day === today })));
  return part("weeks", words.weeks, make("div", { class: "nb-days", role: "img", "aria-label": alt }, ...squares),
    make("p", { class: "nb-quiet" }, best ? words.streak(streak, best) : "", words.grace));
}

const step = (count) => String(STEPS.filter((from) => count >= from).length);
