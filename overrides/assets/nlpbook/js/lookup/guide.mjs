// A decision guide, one question at a time. The page holds the whole outline; this shows one part of it and says how one came
// there. Where one stands is the page's hash, so the browser's own Back, a bookmark and a link from elsewhere all work.
import { follow } from "./ways.mjs";

const WORDS = {
  back: "Back", over: "Start over", way: "Your answers so far",
  question: (number) => `Question ${number}`,
  advice: (number) => `Advice, after ${number} ${number === 1 ? "answer" : "answers"}`,
  outline: "Show all questions at once", steps: "Go question by question",
};

class Guide extends HTMLElement {
  connectedCallback() {
    if (!this.bar) this.prepare();
    this.listener = () => this.arrive(true);
    window.addEventListener("hashchange", this.listener);
    this.arrive(false);
    // The browser went to the place in the outline; only now is it known that all before it is put away.
    if (this.nodes.has(placeOf(location))) this.scrollIntoView();
  }

  disconnectedCallback() {
    window.removeEventListener("hashchange", this.listener);
  }

  prepare() {
    this.querySelectorAll(":scope > .nb-guide-bar, :scope > .nb-guide-foot").forEach((old) => old.remove());
    this.nodes = new Map([...this.querySelectorAll(":scope > .nb-node")].map((part) => [part.querySelector("h2").id, part]));
    this.answers = new Map([...this.nodes].map(([name, part]) => [name, [...part.querySelectorAll(".nb-answers a")]
      .map((link) => ({ to: placeOf(link), text: link.textContent.trim() })).filter(({ to }) => this.nodes.has(to))]));
    this.first = this.nodes.keys().next().value;
    this.state = { way: [], now: this.first };
    for (const part of this.nodes.values()) part.querySelector("h2").tabIndex = -1;
    this.bar = make("div", "nb-guide-bar");
    this.told = make("p", "nb-guide-told");
    this.told.setAttribute("role", "status");
    this.trail = make("ol", "nb-guide-way");
    this.trail.setAttribute("aria-label", WORDS.way);
    this.bar.append(this.trail, this.told);
    this.backButton = button(WORDS.back, () => this.go(this.state.way.at(-1)?.node));
    this.overButton = button(WORDS.over, () => this.go(this.first));
    this.allButton = button(WORDS.outline, () => this.toggle());
    const foot = make("div", "nb-guide-foot");
    foot.append(this.backButton, this.overButton, this.allButton);
    this.prepend(this.bar);
    this.append(foot);
    this.classList.add("is-stepping");
    this.addEventListener("click", (event) => this.answer(event));
  }

  /** An answer, or a step of the trail: a plain link to a part of this guide. Others go where they lead. */
  answer(event) {
    const name = placeOf(event.target.closest("a[href]"));
    if (!this.nodes.has(name) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (!this.classList.contains("is-stepping")) return;
    event.preventDefault();
    event.stopPropagation();  // instant navigation would load the page afresh
    this.go(name);
  }

  go(name) {
    if (name && `#${encodeURIComponent(name)}` !== location.hash) location.hash = name;
    else this.arrive(true);
  }

  /** Show the part that the page's hash names; a hash of something else on the page leaves the guide as it is. */
  arrive(moved) {
    const wanted = placeOf(location);
    if (wanted && !this.nodes.has(wanted)) return void (moved || this.draw(false));
    this.state = follow(this.answers, this.first, this.state, wanted || this.first);
    this.draw(moved);
  }

  draw(moved) {
    const { way, now } = this.state;
    for (const [name, part] of this.nodes) part.toggleAttribute("data-away", name !== now);
    this.trail.replaceChildren(...way.map((step) => this.step(step)));
    this.trail.hidden = !way.length;
    const asks = this.nodes.get(now).dataset.kind === "question";
    this.told.textContent = asks ? WORDS.question(way.length + 1) : WORDS.advice(way.length);
    this.backButton.disabled = this.overButton.disabled = !way.length;
    if (!moved || !this.classList.contains("is-stepping")) return;
    this.nodes.get(now).querySelector("h2").focus({ preventScroll: true });
    this.bar.scrollIntoView({ block: "nearest" });
  }

  step({ node, answer }) {
    const item = make("li", "");
    const link = make("a", "", this.nodes.get(node).querySelector("h2").textContent.trim());
    link.href = `#${node}`;
    item.append(link, " ", make("b", "", answer));
    return item;
  }

  toggle() {
    const stepping = this.classList.toggle("is-stepping");
    this.allButton.textContent = stepping ? WORDS.outline : WORDS.steps;
    this.bar.hidden = this.backButton.hidden = this.overButton.hidden = !stepping;
    this.draw(false);
  }
}

/** The place on this very page that a link, or the page's own address, leads to. Instant navigation writes addresses out in full, so paths are compared. */
function placeOf(link) {
  return link?.pathname === location.pathname && link.host === location.host ? decodeURIComponent(link.hash.slice(1)) : "";
}

function make(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function button(text, act) {
  const made = Object.assign(make("button", "nx-btn", text), { type: "button" });
  made.addEventListener("click", act);
  return made;
}

if (!customElements.get("nlp-guide")) customElements.define("nlp-guide", Guide);
