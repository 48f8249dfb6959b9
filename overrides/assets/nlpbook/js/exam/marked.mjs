// The marked paper: points per section and per skill, then every question with its verdict and solution.
import { make } from "../build.mjs";
import { drawFormulas } from "../formulas.mjs";
import { kinds } from "../inputs/index.mjs";
import { clean } from "../sanitize.mjs";
import { address } from "../site.mjs";
import { outputPane, testTable } from "../tests.mjs";
import { drawVerdict } from "../verdict.mjs";
import { minutesUsed, questions, ungraded } from "./sitting.mjs";
import { words } from "./words.mjs";

/** What stands above the marked paper. `skillNames` maps a skill's short name to a readable one. */
export function drawResult(sitting, skillNames, buttons) {
  const { points, of, sections, skills } = sitting.marks;
  const open = ungraded(sitting).length;
  const verdicts = Object.values(sitting.verdicts);
  const own = verdicts.filter((verdict) => verdict.self_graded).length;
  const voided = verdicts.filter((verdict) => verdict.state === "void").length;
  const notFull = questions(sitting.paper).filter((item) => !["right", "void"].includes(sitting.marks.items[item.id].state)).length;
  const notes = [sitting.byTime && words.timeUp, sitting.phase === "grading" && open > 0 && words.soFar(open), own > 0 && words.selfGraded(own),
    voided > 0 && words.voided(voided), words.rule];
  return make("div", { class: "ne-result", "data-part": "result" },
    make("h2", { tabindex: "-1" }, words.result),
    make("p", { class: "ne-points" }, make("b", {}, words.pointsOf(points, of)), make("span", {}, words.share(points, of)),
      make("span", {}, words.used(minutesUsed(sitting), sitting.paper.minutes)), make("span", {}, words.seedOf(sitting.seed, sitting.paper.paper))),
    ...notes.filter(Boolean).map((note) => make("p", { class: "ne-note" }, note)),
    sitting.phase === "done" && make("p", { class: "ne-note" }, words.queued(notFull), " ", notFull > 0 && make("a", { href: address("review/") }, words.review)),
    make("p", { class: "ne-buttons" }, ...buttons),
    table(words.bySection, words.section, sections.map((row) => [row.title, row.points, row.of])),
    table(words.bySkill, words.skill, bySkill(skills, skillNames)));
}

/** The weakest skill first; of equals the one with more at stake. */
function bySkill(skills, names) {
  const rows = Object.entries(skills).map(([skill, row]) => [names[skill] ?? skill.replaceAll("-", " "), row.points, row.of]);
  return rows.filter(([, , of]) => of > 0).sort((one, other) => one[1] / one[2] - other[1] / other[2] || other[2] - one[2]);
}

function table(caption, head, rows) {
  return make("table", { class: "ne-table" }, make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...[head, words.pointsHead, words.shareHead].map((text) => make("th", { scope: "col" }, text)))),
    make("tbody", {}, ...rows.map(([name, points, of]) => make("tr", {}, make("th", { scope: "row" }, name),
      make("td", {}, words.pointsOf(points, of)), make("td", {}, words.share(points, of))))));
}

/** The points of one question, with the mark that the whole site uses. */
export function drawPoints(sitting, item) {
  const { points, of, state } = sitting.marks.items[item.id];
  const waits = sitting.verdicts[item.id]?.state === "revealed" && sitting.phase !== "done";
  const is = state === "void" || waits ? "" : points === of ? "full" : points > 0 ? "half" : "tried";
  return make("p", { class: "ne-tools", "data-points": points },
    make("span", {}, make("span", { class: "nb-mark", "data-is": is, "aria-hidden": "true" }), ` ${words.pointsOf(points, of)}`));
}

/** Put verdict and solution into a question that was written, and take its inputs out of play. */
export function markQuestion(element, item, sitting, solution, onPoints) {
  const area = element.querySelector('[data-part="answer"]');
  const verdict = sitting.verdicts[item.id];
  freeze(area);
  if (verdict?.parts) kinds[element.dataset.kind].judge(area, verdict.parts, verdict.state, verdict);
  for (const box of area.querySelectorAll('[data-part="point"] input')) {
    box.checked = sitting.grades?.[item.id]?.includes(Number(box.value)) ?? false;
    box.disabled = sitting.phase === "done";
    box.addEventListener("change", () => onPoints([...area.querySelectorAll('[data-part="point"] input:checked')].map((one) => Number(one.value))));
  }
  showVerdict(element, verdict);
  if (solution) showSolution(element, solution);
}

/** Nothing can be changed any more, and all of it can be read and copied. */
function freeze(area) {
  area.dataset.editor = "off";
  for (const field of area.querySelectorAll("textarea, input:is(:not([type]), [type=text])")) field.readOnly = true;
  for (const control of area.querySelectorAll("button, input[type=radio], input[type=checkbox]")) control.disabled = true;
  for (const code of area.querySelectorAll(".nx-code")) code.tabIndex = 0;  // its lines take no focus now, and it may scroll
  for (const tile of area.querySelectorAll(".nx-tile")) tile.removeAttribute("tabindex");
}

/** What is said of an answer; also anew, when its reader has graded it. */
export function showVerdict(element, verdict) {
  const slip = element.querySelector('[data-part="verdict"]');
  element.dataset.marked = verdict?.state ?? "open";
  element.dataset.state = verdict?.state === "void" ? "failed" : verdict?.state ?? "malformed";
  slip.removeAttribute("aria-live");  // fourteen verdicts at once would all be read out
  slip.removeAttribute("role");
  element.querySelectorAll(".nx-results, .nx-printed").forEach((old) => old.remove());
  slip.before(...[testTable(verdict?.tests), outputPane(verdict?.output, verdict?.error)].filter(Boolean));
  const open = { state: "malformed", headline: words.openAnswer, message: words.openWhy };
  if (!verdict || verdict.state === "malformed") drawVerdict(slip, open);
  else if (verdict.state === "void") drawVerdict(slip, { state: "failed", headline: words.voidAnswer, message: words.voidWhy });
  else drawVerdict(slip, { state: verdict.state, headline: verdict.headline, html: verdict.message_html });
}

function showSolution(element, { html, key }) {
  const text = make("div", {});
  text.append(clean(html));
  const name = element.dataset.kind === "text" ? words.modelAnswer : words.solution;
  const box = make("div", { "data-part": "solution" }, make("p", { class: "nx-label" }, name), text);
  if (key) {
    const answer = make("div", {});
    answer.append(clean(key));
    box.append(make("p", { class: "nx-label" }, words.answer), answer);
  }
  element.querySelector('[data-part="verdict"]').after(box);
  drawFormulas(box);
  for (const code of box.querySelectorAll("pre > code")) if (code.scrollWidth > code.clientWidth) code.tabIndex = 0;
}
