// Help at the foot of an exercise: hints one at a time, the solution, another one like this.
import { make } from "./build.mjs";
import { drawFormulas } from "./formulas.mjs";
import { clean } from "./sanitize.mjs";
import { words } from "./strings.mjs";

export class Help {
  hintsShown = 0;
  solutionShown = false;
  #host;
  #ask;
  #trouble;
  #coming = new Set();
  #last = Promise.resolve();

  /** `ask(request)` reaches Python and `trouble(error, again)` shows why it could not. */
  constructor(host, { ask, trouble }) {
    this.#host = host;
    this.#ask = ask;
    this.#trouble = trouble;
    this.total = Number(host.dataset.hints) || 0;
  }

  /** Show the next hint under the verdict; the ones before stay. */
  hint() {
    if (this.hintsShown >= this.total) return undefined;
    return this.#fetch("hint", () => ({ n: this.hintsShown }), ({ html }) => {
      this.hintsShown += 1;
      this.#host.markHint(this.hintsShown);
      this.#add("hint", words.hintLabel(this.hintsShown, this.total), html);
      this.refresh();
    }, () => this.hint());
  }

  /** Show the solution and count it as seen. */
  solution() {
    if (this.solutionShown) return undefined;
    return this.#fetch("solution", () => ({}), ({ html, key }) => {
      this.#host.markSeen();
      this.showSolution(html, words.solution);
      if (key) this.#add("solution", words.answer, key);  // where the solution does not say it by itself
    }, () => this.solution());
  }

  /** Put a solution (or a model answer) under the verdict. */
  showSolution(html, label) {
    if (this.solutionShown) return;
    this.solutionShown = true;
    this.#add("solution", label, html);
    this.refresh();
  }

  /** Ask for the same exercise with fresh numbers. */
  another() {
    return this.#fetch("view", () => ({ variant: this.#host.variant + 1 }),
      (view, { variant }) => this.#host.showVariant(variant, view), () => this.another());
  }

  clear() {
    this.hintsShown = 0;
    this.solutionShown = false;
    for (const part of ["hint", "solution"]) this.#host.querySelector(`div[data-part="${part}"]`)?.remove();
    this.refresh();
  }

  /** The buttons say what comes next; what has nothing more to give goes away. */
  refresh() {
    const foot = this.#host.querySelector(".nx-foot");
    const held = foot.contains(document.activeElement) ? document.activeElement : null;
    this.#name(foot);
    if (!held?.closest("[hidden]")) return;  // the focus never falls off the page with a button
    const visible = [...foot.querySelectorAll("button")].find((button) => !button.closest("[hidden]"));
    (visible ?? this.#host.querySelector('[data-part="check"]')).focus({ preventScroll: true });
  }

  #name(foot) {
    const next = foot.querySelector('[data-part="hint-next"]');
    if (next) {
      const done = this.hintsShown >= this.total || this.#host.dataset.state === "right";
      next.hidden = done;
      const say = this.hintsShown ? words.nextHint : words.hint;
      next.firstElementChild.dataset.part = this.hintsShown ? "hint-more" : "hint";  // the hints themselves are `hint` by then
      next.firstElementChild.textContent = say(Math.min(this.hintsShown + 1, this.total), this.total);
    }
    const solution = foot.querySelector('[data-part="show-solution"]');
    if (!solution) return;
    solution.hidden = this.solutionShown;
    solution.firstElementChild.dataset.part = this.solutionShown ? "solution-shown" : "solution";
  }

  /**
   * One thing after the other, so that a hint is about the numbers that stand there by then; and each once, however often its
   * button is pressed. `request` is called when its turn has come, which a failure before it does not take away.
   */
  #fetch(what, request, show, again) {
    if (this.#coming.has(what)) return undefined;
    this.#coming.add(what);
    this.#host.toggleAttribute("data-fetching", true);
    this.#last = Promise.allSettled([this.#last]).then(async () => {
      try {
        const asked = { do: what, ...request() };
        show(await this.#ask(asked).answer, asked);
      } catch (error) {
        this.#trouble(error, again);
      } finally {
        this.#coming.delete(what);
        this.#host.toggleAttribute("data-fetching", this.#coming.size > 0);
      }
    });
    return this.#last;
  }

  #add(part, label, html) {
    const text = make("div", {});
    text.append(clean(html));
    this.#box(part).append(make("p", { class: "nx-label" }, label), text);
    drawFormulas(text);
  }

  /** The place for hints or the solution, a live region made before its first text so that the text is read out. */
  #box(part) {
    const there = this.#host.querySelector(`div[data-part="${part}"]`);
    if (there) return there;
    const box = make("div", { "data-part": part, "aria-live": "polite" });
    const after = part === "hint" ? this.#host.querySelector('[data-part="verdict"]') : this.#host.querySelector('div[data-part="hint"]')
      ?? this.#host.querySelector('[data-part="verdict"]');
    after.after(box);
    return box;
  }
}
