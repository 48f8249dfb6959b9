// A look at the desk for a page that only shows marks: reads once, writes nothing, and weighs half of the whole.
import { Ahead } from "./ahead.mjs";
import { derive } from "./derive.mjs";
import { Log } from "./log.mjs";
import { browserStorage } from "./storage.mjs";

/** What the log adds up to just now; empty where the browser keeps nothing. See derive.mjs for its shape. */
export async function glance(name = "nlpbook") {
  const log = new Log(name);
  const { events } = await log.read().catch(() => ({ events: [] }));
  const ids = new Set(events.map(({ id }) => id));
  await log.close();
  return derive([...events, ...new Ahead(browserStorage).list().events.filter(({ id }) => !ids.has(id))]);
}
