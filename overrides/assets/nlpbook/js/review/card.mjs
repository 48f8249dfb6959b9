// A card: a question, the answer covered; uncover it, then grade yourself. Space uncovers, number keys grade.
import { button, GO, make } from "../build.mjs";
import { words } from "./words.mjs";

/**
 * Make a card. `front` and `back` are nodes; `grades` are [{label, note}]; `done(place)` gets the place of the chosen grade.
 */
export function makeCard({ eyebrow, front, ask, back, grades, keys, done }) {
  const answer = make("div", { class: "nb-card-back", "data-part": "answer", "aria-live": "polite" });
  const reveal = button("reveal", words.reveal, () => uncover(), GO);
  const foot = make("div", { class: "nb-btns nb-card-foot" }, reveal);
  const hint = make("p", { class: "nb-quiet nb-keys" }, keys);
  const card = make("div", { class: "nb-flash", "data-part": "card", tabindex: "-1" },
    make("p", { class: "nx-eyebrow" }, eyebrow), front, make("p", { class: "nb-quiet" }, ask), answer, foot, hint);

  const uncover = () => {
    if (reveal.isConnected === false) return;
    answer.append(back);
    foot.replaceChildren(...grades.map(({ label, note }, place) => {
      const grade = button("grade", "", () => done(place));
      grade.dataset.grade = place + 1;
      grade.replaceChildren(make("span", {}, make("kbd", { "aria-hidden": "true" }, String(place + 1)), ` ${label}`), ...(note ? [make("small", {}, note)] : []));
      return grade;
    }));
    foot.querySelector("button").focus({ preventScroll: true });
  };
  card.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const place = Number(event.key) - 1;
    if (event.key === " " && !event.target.closest("button")) uncover();
    else if (!reveal.isConnected && grades[place]) done(place);
    else return;
    event.preventDefault();
  });
  return card;
}

/** The two sides of a word of the glossary. */
export function termSides({ term, meaning, bangla, example }) {
  const back = make("div", {}, make("p", {}, meaning),
    bangla && make("p", { lang: "bn", class: "nb-card-bn" }, bangla), example && make("p", { class: "nb-quiet" }, `${words.example}: ${example}`));
  return { front: make("p", { class: "nb-card-front" }, term), back };
}
