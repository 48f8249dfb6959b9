// The paper while it is written: a bar with the time, the list of questions, the questions themselves.
import { button, GO, make } from "../build.mjs";
import { kinds } from "../inputs/index.mjs";
import { placeExercise } from "../place.mjs";
import { questions, slotOf } from "./sitting.mjs";
import { words } from "./words.mjs";

const readOf = (element) => kinds[element.dataset.kind].read(element.querySelector('[data-part="answer"]'));
export const questionId = (item) => `exam-question-${item.number}`;

/** Place all questions of a sitting; `onStep(n, of)` before each. Gives a Map from id to { item, element, blank }. */
export async function placeQuestions(sitting, onStep) {
  const all = questions(sitting.paper);
  const placed = new Map();
  for (const item of all) {
    onStep(item.number, all.length);
    const element = await placeExercise(item.id, {
      variant: item.variant, slot: slotOf(sitting), mode: "exam", number: String(item.number), uid: questionId(item),
    });
    element.querySelector('.nx-title')?.setAttribute("tabindex", "-1");
    const says = element.querySelector(".nx-number b");
    if (says) says.textContent = String(item.number);
    placed.set(item.id, { item, element, blank: JSON.stringify(readOf(element)) });
  }
  return placed;
}

/** The answers that differ from an untouched question, by exercise id. */
export function answersIn(placed) {
  const touched = [...placed.values()].filter(({ element, blank }) => JSON.stringify(readOf(element)) !== blank);
  return Object.fromEntries(touched.map(({ item, element }) => [item.id, readOf(element)]));
}

/** The sections with their questions; `tools(item)` gives what stands under one. */
export function drawSections(sitting, placed, tools) {
  return sitting.paper.sections.map((section) => make("section", { class: "ne-section" },
    make("h2", {}, section.title, make("span", {}, `${section.items.length} × ${words.points(section.points)}`)),
    section.say && make("p", { class: "ne-say" }, section.say),
    ...section.items.map((item) => make("div", { class: "ne-question", "data-question": item.number },
      placed.get(item.id)?.element ?? make("p", { class: "ne-note" }, words.voidWhy), tools(item)))));
}

export class Writing {
  /** `acts`: flag(id, on), handIn(), hideTime(on). */
  constructor(sitting, placed, acts) {
    this.placed = placed;
    this.time = make("span", { class: "ne-time", "data-part": "time" });
    this.count = make("span", { class: "ne-count", "data-part": "count" });
    this.said = make("p", { class: "nx-spoken", role: "status", "aria-live": "assertive", "data-part": "announce" });
    this.hide = button("hide-time", "", () => acts.hideTime(!this.hidden), "nx-link");
    const handIn = () => button("hand-in", words.handIn, () => acts.handIn(), GO);
    this.marks = new Map(questions(sitting.paper).map((item) => [item.id, this.#mark(item)]));
    const list = make("ol", { class: "ne-marks", "aria-label": words.questions },
      ...[...this.marks.values()].map((mark) => make("li", {}, mark)));
    this.root = make("div", { class: "ne-writing" },
      make("div", { class: "ne-bar" }, make("p", {}, this.time, this.hide), this.count, handIn(), list), this.said,
      make("p", { class: "ne-note" }, `${words.saved} ${words.seedOf(sitting.seed, sitting.paper.paper)}.`),
      ...drawSections(sitting, placed, (item) => this.#flag(sitting, item, acts)),
      make("p", { class: "ne-end" }, handIn()));
  }

  #mark(item) {
    const button = make("button", { type: "button", class: "ne-mark" }, String(item.number));
    button.addEventListener("click", () => {
      const { element } = this.placed.get(item.id);
      element.scrollIntoView({ block: "start" });
      element.querySelector(".nx-title").focus({ preventScroll: true });
    });
    return button;
  }

  #flag(sitting, item, acts) {
    const on = sitting.flags.includes(item.id);
    const button = make("button", { type: "button", class: "nx-link", "data-part": "flag", "aria-pressed": String(on) }, words.flag);
    button.addEventListener("click", () => {
      const pressed = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(pressed));
      acts.flag(item.id, pressed);
    });
    return make("p", { class: "ne-tools" }, make("span", {}, words.points(item.points)), button);
  }

  /** Which questions have an answer. */
  answered() { return new Set(Object.keys(answersIn(this.placed))); }

  refresh(sitting) {
    const answered = this.answered();
    this.count.textContent = words.answered(answered.size, this.marks.size);
    for (const item of questions(sitting.paper)) {
      const mark = this.marks.get(item.id);
      const flagged = sitting.flags.includes(item.id);
      mark.toggleAttribute("data-answered", answered.has(item.id));
      mark.toggleAttribute("data-flagged", flagged);
      mark.setAttribute("aria-label", words.mark(item.number, answered.has(item.id), flagged));
    }
  }

  showTime(left, hidden) {
    this.hidden = hidden;
    const text = left.minutes ? words.minutesLeft(left.minutes) : words.secondsLeft(left.seconds);
    if (this.time.textContent !== (hidden ? words.timeHidden : text)) this.time.textContent = hidden ? words.timeHidden : text;
    const label = hidden ? words.showTime : words.hideTime;
    if (this.hide.textContent !== label) this.hide.textContent = label;
  }

  announce(minutes) { this.said.textContent = words.announce(minutes); }
}

/** Ask once more before handing in. Resolves with true or false; Escape goes back. */
export function confirmHandIn({ open, flagged }) {
  const now = button("hand-in-now", words.handInNow, () => dialog.close("now"), GO);
  const back = button("go-back", words.goBack, () => dialog.close());
  const lines = [open.length ? words.open(open) : words.allAnswered, flagged.length && words.flagged(flagged), words.final].filter(Boolean);
  const dialog = make("dialog", { class: "ne-confirm", "aria-labelledby": "exam-confirm" },
    make("h2", { id: "exam-confirm" }, words.confirm), ...lines.map((line) => make("p", {}, line)), make("p", { class: "ne-buttons" }, now, back));
  return { dialog, answer: new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "now");
      dialog.remove();
    });
  }) };
}
