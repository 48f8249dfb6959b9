// Text in one's own words: after the first check the reader compares it with a rubric and says which points it makes.
import { make } from "../build.mjs";
import { drawFormulas } from "../formulas.mjs";
import { clean } from "../sanitize.mjs";
import { words } from "../strings.mjs";
import { inputsOf } from "./parts.mjs";

const boxes = (area) => [...area.querySelectorAll('[data-part="point"] input')];
const rubricOf = (area) => area.querySelector(".nx-rubric");

function points(area) {
  if (!rubricOf(area)) return area.points ?? null;
  const ticked = boxes(area).flatMap((box, place) => (box.checked ? [place] : []));
  return ticked.length || area.counted ? ticked : null;
}

/** Draw the rubric once; ticks set before it came (a draft, setAnswer) are kept. */
function drawRubric(area, rubric) {
  if (rubricOf(area) || !rubric?.length) return;
  const list = make("ul", { class: "nx-rubric" });
  rubric.forEach((point, place) => {
    const text = make("span", {});
    text.append(clean(point.html));
    const box = make("input", { type: "checkbox", value: place });
    box.checked = area.points?.includes(place) ?? false;
    list.append(make("li", {}, make("label", { class: "nx-option", "data-part": "point", "data-value": place },
      box, text, make("span", { class: "nx-pts" }, words.points(point.points ?? 1)))));
  });
  area.append(make("div", { class: "nx-own", role: "group", "aria-label": words.rubric },
    make("p", { class: "nx-label" }, words.rubric), list));
  drawFormulas(list);
}

export const text = {
  connect(area, host) {
    area.addEventListener("change", (event) => {
      if (!event.target.closest('[data-part="point"]')) return;
      area.counted = true;
      host.check();
    });
  },
  read: (area) => ({ text: inputsOf(area)[0].value, points: points(area) }),
  write(area, answer) {
    const whole = typeof answer === "object" && answer ? answer : { text: answer };
    inputsOf(area)[0].value = whole.text === null || whole.text === undefined ? "" : String(whole.text);
    area.points = Array.isArray(whole.points) ? whole.points.map(Number) : null;
    boxes(area).forEach((box, place) => { box.checked = area.points?.includes(place) ?? false; });
  },
  judge: (area, parts, state, result) => drawRubric(area, result.rubric),
  forget(area) {
    area.querySelector(".nx-own")?.remove();
    area.points = null;
    area.counted = false;
  },
};
