// Quiet progress marks on every page: in the navigation, on the landing page, at the head of a chapter; and what is due.
import { make } from "../build.mjs";
import { glance } from "../desk/glance.mjs";
import { dueCount } from "../review/due.mjs";
import { address, fetchJson } from "../site.mjs";

// Elements that bring the whole desk with them: exercises when one is near, the others at once.
const WRITERS = ["nlp-exercise", "nlp-desk", "nlp-review", "nlp-exercises", "nlp-exam"];
const AT_ONCE = WRITERS.slice(1).join();
const says = (done, all) => `${done} of ${all} exercises done`;
let chapters = null;
let desk = null;

document.addEventListener("nlp:due", drawDue);
for (const name of WRITERS) customElements.whenDefined(name).then(() => draw());

/** What was done so far: from the desk where the page has it, else by a glance at the log. */
async function stateNow() {
  if (!desk && !document.querySelector(AT_ONCE) && !WRITERS.some((name) => customElements.get(name))) return glance();
  if (!desk) {
    ({ desk } = await import("../desk/desk.mjs"));
    desk.addEventListener("change", draw);
  }
  await desk.ready;
  return desk.state;
}

/** Draw the marks; for every page that instant navigation brings, and whenever something was answered. */
export async function draw() {
  drawDue();
  const { exercises } = await stateNow();
  if (!exercises.size) return;  // a reader without a past sees none, and fetches nothing
  chapters ??= fetchJson("assets/nlpbook/chapters.json").catch(() => { chapters = null; return []; });
  const done = doneByChapter(exercises);
  for (const { id, address: place, of } of await chapters) {
    const count = Math.min(done.get(id) ?? 0, of);
    for (const link of document.querySelectorAll("a.md-nav__link, .nb-part a")) {
      if (link.href.split("#")[0] === address(place)) mark(link, count, of);
    }
    if (location.href.split(/[#?]/)[0] === address(place)) drawOpener(count, of);
  }
  const total = document.querySelector(".nb-counts [data-part='done']");
  if (total) total.textContent = String([...done.values()].reduce((sum, n) => sum + n, 0));
}

function drawDue() {
  const due = document.querySelector(".nb-desklink [data-part='due']");
  if (!due) return;
  const count = dueCount();
  due.hidden = count === 0;
  due.textContent = count ? `${count} due` : "";
}

/** How many exercises are done by the chapter in their ids. */
function doneByChapter(exercises) {
  const done = new Map();
  for (const [id, { mark: is }] of exercises) {
    const chapter = id.split("/")[0];
    if (is === "full") done.set(chapter, (done.get(chapter) ?? 0) + 1);
  }
  return done;
}

function mark(link, count, of) {
  link.querySelector(".nb-mark")?.remove();
  if (!count) return;
  const is = count === of ? "full" : "half";
  link.append(make("span", { class: "nb-mark", "data-is": is, role: "img", "aria-label": `(${says(count, of)})`, title: says(count, of) }));
}

function drawOpener(count, of) {
  const fact = document.querySelector(".nb-facts [data-done-of]");
  if (fact && count) fact.replaceChildren(make("b", {}, `${count} of ${of}`), " exercises done");
}
