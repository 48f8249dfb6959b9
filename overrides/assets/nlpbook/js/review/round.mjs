// What a review session and a quick check share: one question after the other in one place, and an end that takes the focus.
import { button, GO, make } from "../build.mjs";
import { words } from "./words.mjs";

export class Round {
  element = make("div", { class: "nb-session" });
  at = 0;

  /** `over()` is called when the reader has seen how it came out and goes back. */
  constructor(book, items, over) {
    this.book = book;
    this.items = items;
    this.over = over;
  }

  /**
   * Show the question that `write()` makes, with a line `about` it and `buttons` below. Resolves to the place where it stands,
   * or to null when it could not be written and the reader was offered to try again.
   */
  async ask(write, { about = "", buttons = [] } = {}) {
    const place = make("div", { "data-part": "question", tabindex: "-1" }, make("p", { class: "nb-quiet", role: "status" }, words.loading));
    const end = button("end", words.end, () => { this.items.length = this.at; this.show(); }, "nx-link");
    this.element.replaceChildren(
      make("p", { class: "nb-session-head" }, make("b", {}, words.progress(this.at + 1, this.items.length)), " ", make("span", {}, about)),
      place, make("div", { class: "nb-btns nb-session-foot" }, ...buttons, end));
    place.focus({ preventScroll: true });
    try {
      place.replaceChildren(await write());
      return place;
    } catch (error) {
      place.replaceChildren(make("p", { role: "alert" }, words.broken(error.message)), button("retry", words.retry, () => this.show()));
      return null;
    }
  }

  /** Go on to the next question. */
  go() {
    this.at += 1;
    this.show();
  }

  /** Show how it came out. */
  close(...results) {
    const title = make("h2", { tabindex: "-1" }, words.done);
    this.element.replaceChildren(title, ...results, make("div", { class: "nb-btns" }, button("again", words.again, () => this.over(), GO)));
    title.focus();
  }
}
