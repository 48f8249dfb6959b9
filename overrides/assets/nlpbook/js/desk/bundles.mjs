// Many events as one text: a line of JSON each. Thousands of small records take a database seconds, a few texts some ten
// milliseconds; and of a damaged text, every line that is whole can still be read.
import { fault } from "./events.mjs";

const SIZE = 150;  // with which a text stays under the size at which browsers put it into a file of its own

/** Events as texts. */
export function bundle(events) {
  const texts = [];
  for (let at = 0; at < events.length; at += SIZE) texts.push(events.slice(at, at + SIZE).map((event) => JSON.stringify(event)).join("\n"));
  return texts;
}

/** The events of a text, and what in it cannot be read: { events, damaged: [{ what, why }] }. */
export function unbundle(text) {
  if (typeof text !== "string") return { events: [], damaged: [{ what: text, why: "it is not a text of events" }] };
  return sift(whole(text) ?? text.split("\n").map(line));
}

/** Events apart from what is none. */
export function sift(values) {
  const found = { events: [], damaged: [] };
  for (const value of values) {
    const why = fault(value);
    if (why) found.damaged.push({ what: value, why });
    else found.events.push(value);
  }
  return found;
}

function whole(text) {
  try {
    return JSON.parse(`[${text.replaceAll("\n", ",")}]`);
  } catch {
    return null;
  }
}

function line(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;  // no event, but kept as it was found
  }
}
