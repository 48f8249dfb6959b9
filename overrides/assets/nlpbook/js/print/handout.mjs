// A chapter's exercises on paper. Python in the worker writes the sheets, so that keys and solutions are nowhere in the page
// before someone asks for them; the command line writes the same ones.
import { catalogue } from "../catalogue.mjs";
import { printSheet } from "../exam/printing.mjs";
import { fetchItem } from "../items.mjs";
import { python } from "../python.mjs";
import { words } from "./words.mjs";

const LIMIT = 60_000;  // milliseconds: a long chapter on a slow telephone, all exercises at once

/**
 * Write the handout of the chapter with this id and open the browser's print dialogue with it.
 * `tell` is given what goes on. Gives how many exercises are on the sheets; rejects with what failed.
 */
export async function printHandout(id, solutions, tell) {
  const book = await catalogue();
  const { number, title, exercises } = book.chapters.find((one) => one.id === id);
  if (python.state !== "ready") tell(words.starting);
  python.start().then(() => tell(words.writing), () => {});
  const items = await Promise.all(exercises.map(fetchItem));
  const request = {
    do: "handout", chapter: { number, title }, solutions,
    exercises: items.map((item, place) => ({ number: book.exercises[exercises[place]].number, item })),
  };
  const sheet = await python.ask(request, { limit: LIMIT }).answer;
  await printSheet(sheet.html, sheet.title);
  return items.length;
}

/** An error of the above in a sentence for readers. */
export function why(error) {
  if (error.kind === "start" || error.kind === "silent") return words.noPython;
  return navigator.onLine === false ? words.offline : `${error.message || error}.`;
}
