// Before the paper: the seed, the start, the two sheets for print; and what is shown while one waits or when something failed.
import { button, GO, make } from "../build.mjs";
import { byLot, seedIn } from "./seed.mjs";
import { words as exercise } from "../strings.mjs";
import { words } from "./words.mjs";

/** `acts`: visit (nothing is kept), start(seed), print(seed, key). */
export function drawStart(blueprint, acts) {
  const field = make("input", {
    class: "nx-input", id: "exam-seed", type: "text", inputmode: "numeric", autocomplete: "off", "data-part": "seed", "aria-describedby": "exam-seed-hint",
  });
  const wrong = make("p", { class: "ne-wrong", role: "alert" });
  const withSeed = (act) => () => {
    const seed = seedIn(field.value, blueprint.papers);
    wrong.textContent = seed === undefined ? words.seedWrong(blueprint.papers) : "";
    field.toggleAttribute("aria-invalid", seed === undefined);
    if (seed === undefined) return field.focus();
    const drawn = seed ?? byLot(blueprint.papers);
    field.value = String(drawn);  // a paper and its key, printed one after the other, belong together
    return act(drawn);
  };
  return make("div", { class: "ne-box ne-start" },
    make("label", { class: "nx-label", for: "exam-seed" }, words.seed, " ", make("span", { class: "nx-hintline", id: "exam-seed-hint" }, `(${words.seedHint(blueprint.papers)})`)),
    field, wrong,
    make("p", { class: "ne-buttons" }, button("start", words.start(blueprint.minutes), withSeed(acts.start), GO),
      button("print-paper", words.printPaper, withSeed((seed) => acts.print(seed, false))),
      button("print-key", words.printKey, withSeed((seed) => acts.print(seed, true)))),
    make("p", { class: "ne-note" }, acts.visit ? words.visitNote : words.clockNote));
}

/** A quiet line that says what is being waited for. `say(text)` changes it; `follow(python)` adds how far Python's start is. */
export function drawWait(text) {
  const what = make("span", {}, text);
  const size = make("span", {});
  const panel = make("p", { class: "ne-wait", role: "status" }, what, size);
  panel.say = (next) => { what.textContent = next; };
  panel.follow = ({ state, progress: { loaded, total } }) => {
    size.textContent = state === "starting" && total ? ` ${words.python(exercise.megabytes(loaded, total))}` : "";
  };
  return panel;
}

/** What failed, why, and a way to try again. */
export function drawTrouble(headline, error, again) {
  const retry = button("retry", words.retry, () => { box.remove(); again(); });
  const box = make("div", { class: "ne-box ne-trouble", role: "alert" }, make("h2", {}, headline), make("p", {}, words.answersKept),
    error.message && make("p", { class: "ne-note" }, words.cause(error.message)), make("p", { class: "ne-buttons" }, retry));
  return box;
}
