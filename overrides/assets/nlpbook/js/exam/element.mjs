// <nlp-exam>: from the blueprint to the marked paper. What is where in a sitting is in sitting.mjs; this shows it and moves it on.
import { button, GO, make } from "../build.mjs";
import { catalogue } from "../catalogue.mjs";
import { newId } from "../desk/events.mjs";
import { desk } from "../desk/desk.mjs";
import { drawFormulas } from "../formulas.mjs";
import { fetchItem } from "../items.mjs";
import { python } from "../python.mjs";
import { drawPaper, fetchExam, fetchSheet, solve } from "./asking.mjs";
import { ExamClock, passed, timeLeft } from "./clock.mjs";
import { drawHistory } from "./history.mjs";
import { dropOldDrafts, forgetSitting, keepSeen, keepSitting, recallSeen, recallSitting } from "./keep.mjs";
import { drawPoints, drawResult, markQuestion, showVerdict } from "./marked.mjs";
import { gradeOwn, markAll, tellLog } from "./marking.mjs";
import { printSheet } from "./printing.mjs";
import { begin, finished, flagged, handIn, isOver, openNumbers, questions } from "./sitting.mjs";
import { drawStart, drawTrouble, drawWait } from "./start.mjs";
import { holdExam } from "./tabs.mjs";
import { words } from "./words.mjs";
import { answersIn, confirmHandIn, drawSections, placeQuestions, Writing } from "./writing.mjs";

const TICK = 500;  // milliseconds; a look at the clock, so that a second is shown when it is due

export class NlpExam extends HTMLElement {
  #exam;           // { blueprint, pool }, fetched
  #sitting = null;
  #placed = new Map();
  #clock = null;
  #ticking = 0;
  #seen = 0;       // the clock's time at the last tick
  #writing = null;
  #hold = null;
  #stage;          // what changes; what the build wrote stays above it
  #erased = () => this.#forget();
  #restored = () => { if (this.dataset.state === "idle") this.#open(); };

  get slug() { return this.dataset.exam; }

  connectedCallback() {
    this.#stage ??= this.querySelector(".ne-stage") ?? this.appendChild(make("div", { class: "ne-stage" }));
    desk.addEventListener("erase", this.#erased);
    desk.addEventListener("restore", this.#restored);
    this.#show("loading", drawWait(words.opening));
    this.#hold = holdExam(this.slug, { onHeld: () => this.#open(), onWait: () => this.#elsewhere(), onLost: () => this.#elsewhere() });
  }

  disconnectedCallback() {
    desk.removeEventListener("erase", this.#erased);
    desk.removeEventListener("restore", this.#restored);
    this.#stop();
    this.#stage.replaceChildren();  // the questions keep what was typed as they go
    this.#hold?.release();
  }

  /** The state as plain JSON, for tools and tests. */
  getState() {
    return { exam: this.slug, state: this.dataset.state, sitting: this.#sitting, now: this.#clock?.now() ?? null };
  }

  #show(state, ...parts) {
    this.dataset.state = state;
    this.#stage.replaceChildren(...parts.filter(Boolean));
  }

  #stop() {
    clearInterval(this.#ticking);
    this.#clock = null;
    this.#writing = null;
  }

  #keep(sitting) {
    this.#sitting = sitting;
    keepSitting(sitting);
  }

  #elsewhere() {
    this.#stop();
    const take = button("take-over", words.takeOver, () => this.#hold.takeOver());
    this.#show("elsewhere", make("div", { class: "ne-box", role: "status" }, make("h2", {}, words.elsewhere), make("p", {}, words.elsewhereWhy),
      make("p", { class: "ne-buttons" }, take)));
  }

  /** The reader erased everything that this site keeps. */
  #forget() {
    forgetSitting(this.slug);
    this.#stop();
    this.#sitting = null;
    if (this.#exam) this.#idle();
  }

  /** Where this exam stands: not begun, being written, or handed in. */
  async #open() {
    await this.#attempt(words.notOpened, async () => {
      this.#exam ??= await fetchExam(this.slug);
      await desk.ready;
      this.#sitting = recallSitting(this.slug);
      if (!this.#sitting) this.#idle();
      else if (this.#sitting.phase === "writing") await this.#write();
      else await this.#mark();
    });
  }

  /** Do something that needs the site or Python; what goes wrong is told, with a way to try again. */
  async #attempt(headline, action) {
    try {
      await action();
    } catch (error) {
      if (!this.isConnected) return;
      clearInterval(this.#ticking);
      this.#show("failed", drawTrouble(headline, error, () => this.#attempt(headline, action)));
    }
  }

  #idle() {
    const start = drawStart(this.#exam.blueprint, {
      visit: desk.storage === "visit",
      start: (seed) => this.#attempt(words.notOpened, () => this.#begin(seed)),
      print: (seed, key) => this.#print(seed, key),
    });
    this.#show("idle", start, drawHistory(this.slug));
  }

  #wait(text) {
    const panel = drawWait(text);
    this.#show("loading", panel);
    const follow = () => panel.follow(python);
    python.addEventListener("change", follow);
    return { say: (next) => panel.say(next), end: () => python.removeEventListener("change", follow) };
  }

  async #begin(seed) {
    const wait = this.#wait(words.opening);
    try {
      const paper = await drawPaper(this.#exam, seed);
      this.#sitting = begin(paper, this.#exam.blueprint, Date.now(), newId());
      this.#placed = await placeQuestions(this.#sitting, (n, of) => wait.say(words.openingQuestion(n, of)));
    } finally {
      wait.end();
    }
    if (!this.isConnected) return;  // the reader went to another page before the clock had started
    prepareOffline();
    keepSeen(this.slug, 0);
    this.#clock = new ExamClock();
    this.#keep(begin(this.#sitting.paper, this.#exam.blueprint, this.#clock.now(), this.#sitting.id));  // now the clock starts
    dropOldDrafts(this.#sitting);
    this.#draw();
    this.scrollIntoView({ block: "start" });
    this.#stage.querySelector(".nx-title")?.focus({ preventScroll: true });
  }

  /** Take a paper up again after a reload, a crash, or another page. */
  async #write() {
    const wait = this.#wait(words.opening);
    this.#clock = new ExamClock(recallSeen(this.slug));
    try {
      this.#placed = await placeQuestions(this.#sitting, (n, of) => wait.say(words.openingQuestion(n, of)));
    } finally {
      wait.end();
    }
    if (!this.isConnected) return;
    prepareOffline();
    this.#draw();
  }

  #draw() {
    this.#writing = new Writing(this.#sitting, this.#placed, {
      flag: (id, on) => { this.#keep(flagged(this.#sitting, id, on)); this.#writing.refresh(this.#sitting); },
      handIn: () => this.#askHandIn(),
      hideTime: (on) => { this.#writing.showTime(timeLeft(this.#sitting.endsAt, this.#clock.now()), on); },
    });
    this.#show("writing", this.#writing.root);
    this.#writing.refresh(this.#sitting);
    for (const event of ["input", "change", "click"]) {
      this.#writing.root.addEventListener(event, () => requestAnimationFrame(() => this.#writing?.refresh(this.#sitting)));
    }
    this.#seen = this.#clock.now();
    this.#tick();
    clearInterval(this.#ticking);
    this.#ticking = setInterval(() => this.#tick(), TICK);
  }

  #tick() {
    if (!this.#writing || this.#sitting?.phase !== "writing") return;
    const now = this.#clock.now();
    const minutes = passed(this.#sitting.endsAt, this.#seen, now);
    if (minutes) this.#writing.announce(minutes);
    this.#seen = now;
    keepSeen(this.slug, now);
    this.#writing.showTime(timeLeft(this.#sitting.endsAt, now), this.#writing.hidden ?? false);
    if (isOver(this.#sitting, now)) this.#handIn();
  }

  async #askHandIn() {
    const { dialog, answer } = confirmHandIn(openNumbers(this.#sitting, this.#writing.answered()));
    this.#writing.root.append(dialog);
    dialog.showModal();
    if (await answer && this.#writing) this.#handIn();
  }

  #handIn() {
    const now = this.#clock.now();
    const answers = answersIn(this.#placed);
    this.#stop();
    this.#keep(handIn(this.#sitting, answers, now));
    this.#attempt(words.notMarked, () => this.#mark());
  }

  /** Judge what is not judged yet, then show the marked paper. */
  async #mark() {
    const wait = this.#wait(words.opening);
    let names = {};
    let solutions;
    try {
      this.#placed = await placeQuestions(this.#sitting, (n, of) => wait.say(words.openingQuestion(n, of)));
      solutions = await this.#solutions();  // first: programs, which come last, leave Python in no state to be asked more
      if (this.#sitting.phase === "marking") {
        await markAll(this.#sitting, this.#placed, (sitting) => this.#keep(sitting), (n, of) => wait.say(words.marking(n, of)));
      }
      await tellLog(this.#sitting, this.#placed);
      names = (await catalogue().catch(() => ({}))).skills ?? {};
    } finally {
      wait.end();
    }
    if (this.isConnected) this.#drawMarked(names, solutions);
  }

  async #solutions() {
    const found = new Map();
    for (const [id, { element }] of this.#placed) {
      const seed = element.dataset.seed ? Number(element.dataset.seed) : null;
      found.set(id, await solve(await fetchItem(id), seed));
    }
    return found;
  }

  #drawMarked(names, solutions) {
    const result = () => drawResult(this.#sitting, names, this.#buttons());
    const paper = drawSections(this.#sitting, this.#placed, (item) => drawPoints(this.#sitting, item));
    this.#show("marked", result(), make("h2", { class: "ne-paper" }, words.markedPaper), ...paper, drawHistory(this.slug));
    const redraw = () => {
      this.#stage.querySelector(".ne-result").replaceWith(result());
      for (const item of questions(this.#sitting.paper)) {
        this.#stage.querySelector(`[data-question="${item.number}"] .ne-tools`).replaceWith(drawPoints(this.#sitting, item));
      }
    };
    for (const [id, { item, element }] of this.#placed) {
      if (id in this.#sitting.answers) element.setAnswer(this.#sitting.answers[id]);
      markQuestion(element, item, this.#sitting, solutions.get(id), async (points) => {
        this.#keep(await gradeOwn(this.#sitting, item, element, points));
        showVerdict(element, this.#sitting.verdicts[id]);
        redraw();
      });
    }
    drawFormulas(this.#stage);
    this.#stage.querySelector(".ne-result h2").focus({ preventScroll: true });
    this.scrollIntoView({ block: "start" });
  }

  #buttons() {
    const { seed } = this.#sitting;
    const grading = this.#sitting.phase === "grading";
    return [
      grading && button("finish", words.finish, () => this.#attempt(words.notMarked, () => this.#finish()), GO),
      grading && make("span", { class: "ne-note" }, words.finishNote),
      !grading && button("another-paper", words.another, () => this.#idle()),
      button("print-paper", words.printPaper, () => this.#print(seed, false)),
      button("print-key", words.printKey, () => this.#print(seed, true)),
    ].filter(Boolean);
  }

  async #finish() {
    for (const item of questions(this.#sitting.paper)) {  // words that nobody compared with their rubric make none of its points
      if (this.#sitting.verdicts[item.id]?.state !== "revealed") continue;
      this.#keep(await gradeOwn(this.#sitting, item, this.#placed.get(item.id).element, []));
    }
    this.#keep(finished(this.#sitting));
    await this.#mark();
  }

  /** Print without disturbing what is on the page; a sitting prints the paper that it has. */
  async #print(seed, key) {
    try {
      const own = this.#sitting?.seed === seed ? this.#sitting : null;
      const paper = own?.paper ?? await drawPaper(this.#exam, seed);
      const html = await fetchSheet(own?.blueprint ?? this.#exam.blueprint, paper, key);
      await printSheet(html, words.fileName(paper.title, seed, key));
    } catch (error) {
      this.#stage.prepend(drawTrouble(words.notPrinted, error, () => this.#print(seed, key)));
    }
  }
}

/** Fetch now what marking will need, so that the network may go away during the exam. */
function prepareOffline() {
  catalogue().catch(() => {});
  const formula = make("span", { class: "arithmatex" }, "\\(x\\)");
  drawFormulas(make("div", {}, formula));
}
