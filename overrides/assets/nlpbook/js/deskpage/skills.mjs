// Mastery by skill: what is remembered of it by now, when it comes back, how much of it is done.
import { make } from "../build.mjs";
import { part, tally } from "./rows.mjs";
import { capital, until, words } from "./words.mjs";

const SHOWN = 6;
const byName = new Intl.Collator("en");

export function skillsPart(view, open) {
  const rows = skillRows(view);
  const section = part("skills", words.skills, ...rows.slice(0, open ? rows.length : SHOWN).map(skill));
  section.toggleAttribute("data-all", open);
  if (rows.length > SHOWN) section.append(make("p", {}, more(section, rows, open)));
  return section;
}

/** Skills that were met, the one most forgotten first, then those still to come. */
export function skillRows({ book, state, plan, now }) {
  const byskill = new Map(Object.keys(book.skills).map((skill) => [skill, []]));
  for (const [id, { skills }] of Object.entries(book.exercises)) for (const name of skills) byskill.get(name)?.push(id);
  const planned = new Map(plan.all.filter(({ kind }) => kind === "skill").map((entry) => [entry.id, entry]));
  const rows = [...byskill].map(([id, exercises]) => {
    const entry = planned.get(id);
    const time = entry && (entry.due <= now ? words.dueNow(entry.recall) : words.dueIn(until(entry.due - now), entry.recall));
    return { name: capital(book.skills[id]), recall: entry?.recall ?? null, due: entry?.due ?? Infinity, time: time ?? words.notYet, ...tally(exercises, state) };
  });
  return rows.sort((one, other) => (one.recall ?? 2) - (other.recall ?? 2) || byName.compare(one.name, other.name));
}

function skill({ name, recall, time, done, all, firstTry }) {
  const row = make("div", { class: "nb-skill" }, make("span", {}, name), make("small", {}, time));
  if (recall !== null) row.append(make("meter", { value: recall.toFixed(3), min: 0, max: 1, "aria-label": name }));
  row.append(make("small", { class: "nb-skill-done" }, words.skillLine(done, all, firstTry)));
  return row;
}

/** The button that shows all skills, or the first few again. */
function more(section, rows, open) {
  const says = (all) => (all ? words.skillsFewer : words.skillsMore(rows.length));
  const button = make("button", { type: "button", class: "nx-link", "aria-expanded": String(open) }, says(open));
  button.addEventListener("click", () => {
    const all = section.toggleAttribute("data-all");
    if (all) button.parentElement.before(...rows.slice(SHOWN).map(skill));
    else [...section.querySelectorAll(".nb-skill")].slice(SHOWN).forEach((row) => row.remove());
    button.setAttribute("aria-expanded", String(all));
    button.textContent = says(all);
  });
  return button;
}
