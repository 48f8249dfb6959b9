// <nlp-exercise>: takes what the reader does, asks Python, shows what it says. What is right is never decided here.
import { make } from "./build.mjs";
import { drawFormulas } from "./formulas.mjs";
import { Help } from "./help.mjs";
import { kinds } from "./inputs/index.mjs";
import { fetchItem } from "./items.mjs";
import { loadingPanel } from "./loading.mjs";
import { drawMark, markAfter } from "./mark.mjs";
import { python } from "./python.mjs";
import { relabel } from "./relabel.mjs";
import { clean } from "./sanitize.mjs";
import { recall, remember } from "./store.mjs";
import { language, words } from "./strings.mjs";
import { outputPane, testTable } from "./tests.mjs";
import { explain } from "./trouble.mjs";
import { drawVerdict } from "./verdict.mjs";

const SLOW = 400;  // milliseconds after which a check is shown to be under way
const DRAFT_DELAY = 250;

export class NlpExercise extends HTMLElement {
  #kind;
  #fresh;          // the prompt and answer area as built, for Start over
  #record = { answer: null, seed: null, variant: 0, shown: null, tries: 0, mark: "", seen: false, bookmark: false };
  #result = null;  // Python's last verdict, as it came
  #settled = "idle";  // the state to return to when nothing is under way
  #waiting = null; // { cancel } while an answer is awaited
  #awake = false;
  #draftTimer = 0;
  #follow = () => this.#showStart();
  #keep = () => this.#saveNow();
  #retell = () => this.#relabel();

  connectedCallback() {
    addEventListener("pagehide", this.#keep);
    addEventListener("nlp:language", this.#retell);
    python.addEventListener("change", this.#follow);
    if (this.#kind || !this.#part("answer")) return;
    this.#kind = kinds[this.dataset.kind];
    this.#fresh = { prompt: this.#part("prompt").innerHTML, answer: this.#part("answer").innerHTML };
    this.help = new Help(this, { ask: (request) => this.#ask(request), trouble: (error, again) => this.#showTrouble(error, again) });
    this.#restore();
    this.#connectInputs();
    relabel(this);
    this.addEventListener("focusin", (event) => { if (!this.contains(event.relatedTarget)) this.#wake(); });
    this.addEventListener("input", (event) => this.#edited(event));
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("keydown", (event) => this.#pressed(event));
  }

  disconnectedCallback() {
    removeEventListener("pagehide", this.#keep);
    removeEventListener("nlp:language", this.#retell);
    python.removeEventListener("change", this.#follow);
    this.#saveNow();
  }

  /** The state as plain JSON, for tools and tests. */
  getState() {
    const { answer, shown, ...record } = this.#record;
    return {
      exercise: this.dataset.exercise, kind: this.dataset.kind, state: this.dataset.state,
      answer: this.#kind.read(this.#part("answer")), hints: this.help.hintsShown, solution: this.help.solutionShown,
      ...record, python: python.state, result: this.#result,
    };
  }

  /** Fill in an answer: text, a list of texts, or what the kind takes (see the contract in the exercise format). */
  setAnswer(value) {
    this.#kind.write(this.#part("answer"), value);
    this.#part("answer").dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Have the answer judged; settles when the verdict is shown. */
  check() {
    return this.#run({ do: "grade", answer: this.#kind.read(this.#part("answer")) }, (result) => this.#showVerdict(result), () => this.check());
  }

  /** Run the program without judging it. */
  runOnly() {
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
    this.#record = { ...this.#record, seed: view.seed, variant, shown, tries: 0, seen: false };
    this.#putTexts(shown);
    this.#refreshFoot();
    this.#saveNow();
  }

  /** Count the solution as seen. A right answer stays right. */
  markSeen() {
    if (this.dataset.state === "right") return;
    this.#record.seen = true;
    this.#record.mark = markAfter(this.#record.mark, "revealed", true);
    this.#settle("revealed");
    drawVerdict(this.#part("verdict"), {
      state: "revealed", headline: words.shown, note: this.canVary ? words.shownNoteVary : words.shownNote,
    });
    this.#refreshFoot();
    this.#saveNow();
  }

  #part(name) { return this.querySelector(`[data-part="${name}"]`); }

  /** Which numbers the card came with: the book's own, or those of a variant that a review or an exam asked for. */
  get #numbers() {
    const { seed, variant } = this.dataset;
    return { seed: seed === undefined ? null : Number(seed), variant: Number(variant) || 0 };
  }

  #restore() {
    const record = recall(this.dataset.exercise);
    this.#record = { ...this.#record, ...this.#numbers };
    if (record) {
      const same = record.revision === this.dataset.revision && (this.#numbers.seed ?? record.seed) === record.seed;
      this.#record = { ...this.#record, ...record, ...(same ? {} : { ...this.#numbers, shown: null }) };
      if (this.#record.shown) this.#putTexts(this.#record.shown, false);
      const ownNumbers = this.#numbers.seed === null && !record.seed;
      if (record.answer !== null && (same || ownNumbers)) this.#kind.write(this.#part("answer"), record.answer);
    }
    this.#part("bookmark").setAttribute("aria-pressed", String(this.#record.bookmark));
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
    const seen = this.#record.seen && this.#record.seed === this.#numbers.seed;
    this.#record = { ...this.#record, answer: null, ...this.#numbers, shown: null, tries: 0, seen };
    this.#putTexts(this.#fresh);
    this.#part("reset").hidden = true;
    this.#refreshFoot();
    remember(this.dataset.exercise, { ...this.#record, revision: this.dataset.revision });
    this.#part("check").focus({ preventScroll: true });
  }

  #bookmark() {
    this.#record.bookmark = !this.#record.bookmark;
    this.#part("bookmark").setAttribute("aria-pressed", String(this.#record.bookmark));
    this.#saveNow();
  }

  #clearAttempt() {
    this.#kind.forget(this.#part("answer"));
    this.help.clear();
    this.#showRun({});
    this.#result = null;
    this.#part("verdict").replaceChildren();
    this.#settle("idle");
  }

  #saveNow() {
    clearTimeout(this.#draftTimer);
    if (!this.#awake && !this.#record.bookmark && !recall(this.dataset.exercise)) return;  // never touched: nothing to keep
    this.#record.answer = this.#kind?.read(this.#part("answer")) ?? this.#record.answer;
    remember(this.dataset.exercise, { ...this.#record, revision: this.dataset.revision });
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
    const area = this.#part("answer");
    this.#result = result;
    this.#settle(result.state);
    if (result.counts && !result.self_graded && result.state !== "revealed") this.#record.tries += 1;
    if (result.state !== "malformed") this.#record.mark = markAfter(this.#record.mark, result.state, this.#record.seen);
    this.#kind.judge(area, result.parts ?? [], result.state, result);
    this.#showRun(result);
    drawVerdict(this.#part("verdict"), { ...result, html: result.message_html });
    if (result.model_html) this.help.showSolution(result.model_html, words.modelAnswer);
    this.#refreshFoot();
  }

  /** Test results and output stand between the answer and the verdict. */
  #showRun({ tests, output, error }) {
    this.querySelectorAll(".nx-results, .nx-printed").forEach((old) => old.remove());
    const shown = [testTable(tests), outputPane(output, error)].filter(Boolean);
    this.#part("verdict").before(...shown);
  }

  #showTrouble(error, again) {
    const { state, counts, ...slip } = explain(error, again);
    if (counts) {
      this.#record.tries += 1;
      this.#record.mark = markAfter(this.#record.mark, state, this.#record.seen);
    }
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
    const { tries, mark, seen } = this.#record;
    const { state } = this.dataset;
    drawMark(this.querySelector(".nb-mark"), mark);
    this.#showVariantNumber();
    let end = tries ? words.tries(tries) : "";
    if (seen) end = words.seen;
    if (state === "right" && tries && !seen) end = words.rightAt(tries);
    if (this.dataset.kind === "text") end = this.#result?.self_graded ? words.selfGraded : "";
    this.querySelector(".nx-end").textContent = end;
    const touched = tries || seen || this.#record.seed !== null || this.#settled !== "idle" || this.#record.answer !== null;
    if (touched) this.#part("reset").hidden = false;
    this.help?.refresh();
  }
}
