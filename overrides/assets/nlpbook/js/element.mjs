// <nlp-exercise>: takes what the reader does, asks Python, shows what it says. What is right is never decided here.
import { make } from "./build.mjs";
import { markAfter } from "./desk/derive.mjs";
import { desk } from "./desk/desk.mjs";
import { drawFormulas } from "./formulas.mjs";
import { Help } from "./help.mjs";
import { kinds } from "./inputs/index.mjs";
import { fetchItem } from "./items.mjs";
import { loadingPanel } from "./loading.mjs";
import { drawMark } from "./mark.mjs";
import { python } from "./python.mjs";
import { relabel } from "./relabel.mjs";
import { clean } from "./sanitize.mjs";
import { inShort } from "./said.mjs";
import { draftName, recall, remember } from "./store.mjs";
import { language, words } from "./strings.mjs";
import { outputPane, testTable } from "./tests.mjs";
import { explain } from "./trouble.mjs";
import { noteDraft, tellUnkept } from "./unkept.mjs";
import { drawVerdict, isVerdict } from "./verdict.mjs";

const SLOW = 400;  // milliseconds after which a check is shown to be under way
const DRAFT_DELAY = 250;
const GRADING = 1500;   // who grades themselves ticks point after point: the attempt is what stands when they stop
const BLANK = { answer: null, seed: null, variant: 0, shown: null, tries: 0, hints: 0 };

export class NlpExercise extends HTMLElement {
  #kind;
  #fresh;          // the prompt and answer area as built, for Start over
  #record = { ...BLANK };  // the draft; marks and bookmarks are the desk's
  #result = null;  // Python's last verdict, as it came
  #settled = "idle";  // the state to return to when nothing is under way
  #waiting = null; // { cancel } while an answer is awaited
  #awake = false;
  #draftTimer = 0;
  #grading = null; // { state, timer } while the reader is grading themselves
  #follow = () => this.#showStart();
  #keep = () => { this.#endGrading(); this.#saveNow(); };
  #followDesk = () => {
    this.#showProgress();
    if (this.#awake) tellUnkept(this);
  };
  #followErase = () => this.#forget();
  #followRestore = () => { if (!this.#awake) this.#restore(); };
  #retell = () => this.#relabel();

  connectedCallback() {
    addEventListener("pagehide", this.#keep);
    addEventListener("nlp:language", this.#retell);
    python.addEventListener("change", this.#follow);
    desk.addEventListener("change", this.#followDesk);
    desk.addEventListener("erase", this.#followErase);
    desk.addEventListener("restore", this.#followRestore);
    if (this.#kind || !this.#part("answer")) return;
    this.#kind = kinds[this.dataset.kind];
    this.#fresh = { prompt: this.#part("prompt").innerHTML, answer: this.#part("answer").innerHTML };
    this.help = new Help(this, { ask: (request) => this.#ask(request), trouble: (error, again) => this.#showTrouble(error, again) });
    this.#restore();
    this.#connectInputs();
    relabel(this);
    desk.ready.then(() => this.#refreshFoot());
    this.addEventListener("focusin", (event) => { if (!this.contains(event.relatedTarget)) this.#wake(); });
    this.addEventListener("input", (event) => this.#edited(event));
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("keydown", (event) => this.#pressed(event));
  }

  disconnectedCallback() {
    removeEventListener("pagehide", this.#keep);
    removeEventListener("nlp:language", this.#retell);
    python.removeEventListener("change", this.#follow);
    desk.removeEventListener("change", this.#followDesk);
    desk.removeEventListener("erase", this.#followErase);
    desk.removeEventListener("restore", this.#followRestore);
    this.#keep();
  }

  /** The state as plain JSON, for tools and tests. */
  getState() {
    const { seed, variant, tries } = this.#record;
    return {
      exercise: this.dataset.exercise, kind: this.dataset.kind, state: this.dataset.state,
      answer: this.#kind.read(this.#part("answer")), hints: this.help.hintsShown, solution: this.help.solutionShown,
      seed, variant, tries, mark: this.#mark, seen: this.#seen, bookmark: this.#known.bookmark, python: python.state, result: this.#result,
    };
  }

  /** Fill in an answer: text, a list of texts, or what the kind takes (see the contract in the exercise format). */
  setAnswer(value) {
    this.#kind.write(this.#part("answer"), value);
    this.#part("answer").dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Have the answer judged; settles when the verdict is shown. */
  check() {
    if (this.#exam) return undefined;
    return this.#run({ do: "grade", answer: this.#kind.read(this.#part("answer")) }, (result) => this.#showVerdict(result), () => this.check());
  }

  /** Run the program without judging it. */
  runOnly() {
    if (this.#exam) return undefined;
    const show = (result) => {
      this.#settle(this.#settled);
      this.#showRun({ output: result.output || (result.error ? "" : words.noOutput), error: result.error });
    };
    return this.#run({ do: "run", answer: this.#kind.read(this.#part("answer")) }, show, () => this.runOnly());
  }

  get canVary() { return Boolean(this.#part("another")); }

  /** How many variants the reader has had; the n-th is the same for every reader. */
  get variant() { return this.#record.variant; }

  /** Show other numbers: the prompt and inputs that Python wrote for the variant. */
  showVariant(variant, view) {
    this.#clearAttempt();
    this.#part("prompt").setAttribute("aria-live", "polite");  // the new numbers are read out
    const shown = { prompt: view.prompt_html, answer: view.answer_html };
    this.#record = { ...this.#record, seed: view.seed, variant, shown, tries: 0, hints: 0 };
    this.#putTexts(shown);
    this.#refreshFoot();
    this.#saveNow();
  }

  /** Count the solution as seen. A right answer stays right. */
  markSeen() {
    if (this.dataset.state === "right") return;
    desk.add("seen", { exercise: this.dataset.exercise, seed: this.#record.seed });
    this.#settle("revealed");
    drawVerdict(this.#part("verdict"), {
      state: "revealed", headline: words.shown, note: this.canVary ? words.shownNoteVary : words.shownNote,
    });
    this.#refreshFoot();
    this.#saveNow();
  }

  /** Count a hint as shown; `n` counts from 1. */
  markHint(n) {
    this.#record.hints = Math.max(this.#record.hints, n);
    desk.add("hint", { exercise: this.dataset.exercise, n });
    this.#saveNow();
  }

  // What the desk knows

  get #exam() { return this.dataset.mode === "exam"; }
  get #draft() { return draftName(this.dataset.exercise, this.dataset.slot); }
  get #known() { return desk.state.of(this.dataset.exercise); }

  /** Whether the solution for the numbers in view has been shown. */
  get #seen() { return this.#known.seenSeeds.includes(this.#record.seed); }

  /** The mark, with what the reader is just giving themselves. */
  get #mark() { return this.#grading ? markAfter(this.#known.mark, this.#grading.state, this.#seen) : this.#known.mark; }

  #attempt(state, self = false) {
    const { seed, tries, hints } = this.#record;
    const { exercise, revision, slot = "" } = this.dataset;
    const event = desk.add("attempt", {
      exercise, revision, seed, state, self, first: !this.#known.triedSeeds.includes(seed), hints, seen: this.#seen, tries: Math.max(1, tries),
      said: inShort(this.#kind.read(this.#part("answer"))), slot: slot.split(":")[0],
    });
    this.dispatchEvent(new CustomEvent("nlp:attempt", { detail: event, bubbles: true }));
  }

  #grade(state) {
    clearTimeout(this.#grading?.timer);
    this.#grading = { state, timer: setTimeout(() => this.#endGrading(), GRADING) };
  }

  #endGrading() {
    if (!this.#grading) return;
    clearTimeout(this.#grading.timer);
    const { state } = this.#grading;
    this.#grading = null;
    this.#attempt(state, true);
  }

  #showProgress() {
    drawMark(this.querySelector(".nb-mark"), this.#mark);
    this.#part("bookmark").setAttribute("aria-pressed", String(this.#known.bookmark));
  }

  #part(name) { return this.querySelector(`[data-part="${name}"]`); }

  /** Which numbers the card came with: the book's own, or those of a variant that a review or an exam asked for. */
  get #numbers() {
    const { seed, variant } = this.dataset;
    return { seed: seed === undefined ? null : Number(seed), variant: Number(variant) || 0 };
  }

  #restore() {
    const record = recall(this.#draft);
    this.#record = { ...BLANK, ...this.#numbers };
    if (record) {
      const same = record.revision === this.dataset.revision && (this.#numbers.seed ?? record.seed) === record.seed;
      this.#record = { ...this.#record, ...record, ...(same ? {} : { ...this.#numbers, shown: null }) };
      if (this.#record.shown) this.#putTexts(this.#record.shown, false);
      const ownNumbers = this.#numbers.seed === null && !record.seed;
      if (record.answer !== null && (same || ownNumbers)) this.#kind.write(this.#part("answer"), record.answer);
    }
    this.#refreshFoot();
  }

  #connectInputs() { this.#kind.connect?.(this.#part("answer"), this); }

  #putTexts({ prompt, answer }, connect = true) {
    const old = this.#part("answer");
    const area = old.cloneNode(false);  // a new element: the old one's listeners and editor go with it
    delete area.dataset.editor;
    area.append(clean(answer));
    old.replaceWith(area);
    this.#part("prompt").replaceChildren(clean(prompt));
    if (connect) this.#connectInputs();
    relabel(this);
    drawFormulas(this);
  }

  // What the reader does

  #wake() {
    if (!this.#awake) fetchItem(this.dataset.exercise).catch(() => {});  // Check will say what went wrong
    this.#awake = true;
    if (python.state === "off") python.start().catch((error) => this.#couldNotStart(error));
    desk.ready.then(() => tellUnkept(this));
    this.#showStart();
  }

  /** Nobody waits for a verdict yet; still the reader should know before they have typed much. */
  #couldNotStart(error) {
    if (this.#waiting || this.#settled !== "idle" || error.kind === "stopped") return;
    this.#showTrouble(error, () => {
      this.#leaveTrouble();
      python.start().catch((next) => this.#couldNotStart(next));
    });
  }

  /** Clear a slip that asks to try again; the focus that was in it goes to Check. */
  #leaveTrouble() {
    if (this.#settled !== "failed") return;
    if (this.#part("verdict").contains(document.activeElement)) this.#part("check").focus({ preventScroll: true });
    this.#part("verdict").replaceChildren();
    this.#settle("idle");
  }

  #edited(event) {
    if (!this.#part("answer").contains(event.target)) return;
    this.#kind.edited?.(this.#part("answer"), event.target);
    this.#part("reset").hidden = false;
    clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => this.#saveNow(), DRAFT_DELAY);
  }

  #clicked(event) {
    const part = event.target.closest("button[data-part]")?.dataset.part;
    const acts = {
      check: () => this.check(), run: () => this.runOnly(), stop: () => this.#waiting?.cancel(), bookmark: () => this.#bookmark(),
      hint: () => this.help.hint(),
      "hint-more": () => this.help.hint(), solution: () => this.help.solution(), another: () => this.help.another(), reset: () => this.reset(),
    };
    acts[part]?.();
  }

  #pressed(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    const field = event.target.matches('input[type="text"], input[type="radio"], input[type="checkbox"]');
    const runs = this.dataset.kind === "code" && (event.ctrlKey || event.metaKey) && this.#part("answer").contains(event.target);
    const text = this.dataset.kind === "text" && (event.ctrlKey || event.metaKey);
    if (!(field || runs || text) || event.target.closest('[data-part="point"]')) return;
    event.preventDefault();
    this.check();
  }

  /** Back to the book's own wording, with nothing filled in. */
  reset() {
    this.#waiting?.cancel();
    this.#clearAttempt();
    this.#record = { ...this.#record, answer: null, ...this.#numbers, shown: null, tries: 0, hints: 0 };
    this.#putTexts(this.#fresh);
    this.#part("reset").hidden = true;
    this.#refreshFoot();
    this.#keepDraft();
    this.#part("check").focus({ preventScroll: true });
  }

  /** The reader has erased the desk, here or in another tab: back to the page as it was built, and nothing is kept. */
  #forget() {
    this.#waiting?.cancel();
    clearTimeout(this.#draftTimer);
    clearTimeout(this.#grading?.timer);
    this.#grading = null;
    this.#awake = false;
    this.#clearAttempt();
    this.#record = { ...BLANK, ...this.#numbers };
    this.#putTexts(this.#fresh);
    this.#part("reset").hidden = true;
    this.#refreshFoot();
  }

  async #bookmark() {
    await desk.ready;  // only then is it known whether there is one
    desk.add("bookmark", { exercise: this.dataset.exercise, on: !this.#known.bookmark });
  }

  #clearAttempt() {
    this.#endGrading();
    this.#kind.forget(this.#part("answer"));
    this.help.clear();
    this.#showRun({});
    this.#result = null;
    this.#part("verdict").replaceChildren();
    this.#settle("idle");
  }

  #saveNow() {
    clearTimeout(this.#draftTimer);
    if (!this.#awake && !recall(this.#draft)) return;  // never touched: nothing to keep
    this.#record.answer = this.#kind?.read(this.#part("answer")) ?? this.#record.answer;
    this.#keepDraft();
  }

  #keepDraft() {
    noteDraft(remember(this.#draft, { ...this.#record, revision: this.dataset.revision }));
    if (this.isConnected) tellUnkept(this);
    this.dispatchEvent(new CustomEvent("nlp:draft", { detail: { exercise: this.dataset.exercise, slot: this.dataset.slot ?? "" }, bubbles: true }));
  }

  // Asking Python

  #ask(request) {
    const job = { cancelled: false, cancel: () => { job.cancelled = true; job.inner?.cancel(); } };
    const answer = fetchItem(this.dataset.exercise).catch((error) => { throw Object.assign(error, { kind: "item" }); }).then((item) => {
      if (job.cancelled) throw Object.assign(new Error(), { kind: "stopped" });
      job.inner = python.ask({ item, seed: this.#record.seed, uid: this.id, language, ...request });
      return job.inner.answer;
    });
    return { answer, cancel: job.cancel };
  }

  async #run(request, show, again) {
    if (this.#waiting) return;
    this.#awake = true;
    this.#leaveTrouble();
    const asked = this.#ask(request);
    this.#waiting = asked;
    this.dataset.state = python.state === "ready" ? "checking" : "loading";
    const slow = setTimeout(() => this.#showWaiting(), python.state === "ready" ? SLOW : 0);
    try {
      const result = await asked.answer;
      await desk.ready;  // an attempt says whether it is the first
      this.#endWaiting(slow);
      show(result);
    } catch (error) {
      this.#endWaiting(slow);
      this.#showTrouble(error, again);
    }
    this.#saveNow();
  }

  // What the reader sees

  #settle(state) {
    this.#settled = state;
    this.dataset.state = state;
  }

  /** Follow Python's start: bytes in the foot for who only looks, the whole panel for who waits for a verdict. */
  #showStart() {
    const starting = python.state === "starting";
    if (this.#waiting) {
      this.dataset.state = python.state === "ready" ? "checking" : "loading";
      this.panel?.update(python.state === "ready" ? { ...python.progress, step: 3 } : python.progress);
    } else if (starting && this.#awake && this.#settled === "idle" && this.contains(document.activeElement)) {
      this.dataset.state = "loading";
      const { loaded, total } = python.progress;
      this.querySelector(".nx-end").textContent = total ? words.startingShort(words.megabytes(loaded, total)) : "";
    } else if (!starting && this.dataset.state === "loading") {
      this.dataset.state = this.#settled;
      this.#refreshFoot();
    }
    if (python.state === "ready") this.dataset.python = "ready";
    else delete this.dataset.python;
  }

  #showWaiting() {
    const check = this.#part("check");
    this.toggleAttribute("data-waiting", true);
    check.setAttribute("aria-disabled", "true");
    check.dataset.says ??= check.innerHTML;
    check.textContent = python.state === "ready" ? words.checking : words.waiting;
    if (python.state !== "ready" && !this.panel) {
      this.panel = loadingPanel();
      this.panel.update(python.progress);
      this.#part("verdict").before(this.panel.panel);
    }
    if (!this.#part("stop")) {
      this.querySelector(".nx-foot").append(make("button", { type: "button", class: "nx-link", "data-part": "stop" }, words.stop));
    }
  }

  #endWaiting(slow) {
    clearTimeout(slow);
    this.#waiting = null;
    this.dataset.state = this.#settled;
    this.removeAttribute("data-waiting");
    const check = this.#part("check");
    check.removeAttribute("aria-disabled");
    if (check.dataset.says) {
      check.replaceChildren(clean(check.dataset.says));
      delete check.dataset.says;
    }
    this.panel?.panel.remove();
    this.panel = null;
    const stop = this.#part("stop");
    if (stop === document.activeElement) check.focus({ preventScroll: true });
    stop?.remove();
    this.#refreshFoot();
  }

  #showVerdict(result) {
    if (!isVerdict(result)) throw new TypeError("the answer is no verdict");
    const area = this.#part("answer");
    this.#result = result;
    this.#settle(result.state);
    this.#count(result);
    this.#kind.judge(area, result.parts ?? [], result.state, result);
    this.#showRun(result);
    drawVerdict(this.#part("verdict"), { ...result, html: result.message_html });
    if (result.model_html) this.help.showSolution(result.model_html, words.modelAnswer);
    this.#refreshFoot();
  }

  #count({ counts, state, self_graded: self }) {
    if (!counts || state === "revealed") return;
    if (self) return this.#grade(state);
    this.#record.tries += 1;
    return this.#attempt(state);
  }

  /** Test results and output stand between the answer and the verdict. */
  #showRun({ tests, output, error }) {
    this.querySelectorAll(".nx-results, .nx-printed").forEach((old) => old.remove());
    const shown = [testTable(tests), outputPane(output, error)].filter(Boolean);
    this.#part("verdict").before(...shown);
  }

  #showTrouble(error, again) {
    const { state, counts, ...slip } = explain(error, again);
    if (counts) this.#count({ counts, state });
    if (state) {
      this.#showRun({});
      this.#settle(state);
    }
    drawVerdict(this.#part("verdict"), { state: state ?? "malformed", ...slip });
    this.#refreshFoot();
  }

  /** Two readers can compare: the number of a variant names its values. */
  #showVariantNumber() {
    this.querySelector(".nx-variant")?.remove();
    if (this.#record.seed === null) return;
    this.querySelector(".nx-number").after(make("span", { class: "nx-variant" }, words.variant(this.#record.variant)));
  }

  /** The reader chose another language. A verdict that stands there keeps its own until the next check. */
  #relabel() {
    relabel(this);
    if (this.#kind) this.#refreshFoot();
  }

  #refreshFoot() {
    const { tries } = this.#record;
    const { state } = this.dataset;
    const seen = this.#seen;
    this.#showProgress();
    this.#showVariantNumber();
    let end = tries ? words.tries(tries) : "";
    if (seen) end = words.seen;
    if (state === "right" && tries && !seen) end = words.rightAt(tries);
    if (this.dataset.kind === "text") end = this.#result?.self_graded ? words.selfGraded : "";
    this.querySelector(".nx-end").textContent = end;
    const touched = tries || seen || this.#record.seed !== this.#numbers.seed || this.#settled !== "idle" || this.#record.answer !== null;
    if (touched) this.#part("reset").hidden = false;
    this.help?.refresh();
  }
}
