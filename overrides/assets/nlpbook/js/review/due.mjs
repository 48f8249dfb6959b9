// How many things are due, for the header of every page: noted down with the schedule, so that no page has to reckon it.
import { localDay } from "../desk/days.mjs";
import { readSetting, writeSetting } from "../settings.mjs";

const SETTING = "due";

/** Note how many things become due on which day. */
export function rememberDue({ all }) {
  const counts = new Map();  // by the day's beginning, in milliseconds
  for (const { due } of all) counts.set(due, (counts.get(due) ?? 0) + 1);
  const days = Object.fromEntries([...counts].map(([due, count]) => [localDay(due), count]));
  writeSetting(SETTING, JSON.stringify(days));
  document.dispatchEvent(new Event("nlp:due"));
}

/** How many are due by the end of `today`; 0 when nothing was noted or the note cannot be read. */
export function dueCount(today = localDay()) {
  try {
    return Object.entries(JSON.parse(readSetting(SETTING)) ?? {}).reduce((sum, [day, n]) => sum + (day <= today && Number.isInteger(n) ? n : 0), 0);
  } catch {
    return 0;
  }
}
