// Choice and choices: rows that can be hit anywhere; the reason appears under the option it belongs to.
import { inputsOf, writeWhy } from "./parts.mjs";

const box = (option) => option.querySelector("input");
const ticked = (area) => inputsOf(area).filter((option) => box(option).checked).map((option) => option.dataset.value);

function tick(area, values) {
  const wanted = new Set(values.map(String));
  for (const option of inputsOf(area)) box(option).checked = wanted.has(option.dataset.value);
}

function forget(area) {
  for (const option of inputsOf(area)) {
    delete option.dataset.judged;
    option.querySelector(".nx-verb").textContent = "";
    writeWhy(option, "");
  }
}

function judge(area, parts) {
  forget(area);
  const options = new Map(inputsOf(area).map((option) => [option.dataset.value, option]));
  for (const part of parts) {
    const option = options.get(String(part.value));
    if (!option) continue;
    if (part.judged) option.dataset.judged = part.judged;
    option.querySelector(".nx-verb").textContent = part.verb ?? "";
    writeWhy(option, part.why_html);
  }
}

/** An option that changes its mind loses what was said about it. */
function edited(area, target) {
  const option = target.closest?.(".nx-option");
  if (!option || !area.contains(option)) return;
  const changed = box(option).type === "radio" ? inputsOf(area) : [option];
  for (const one of changed) {
    delete one.dataset.judged;
    one.querySelector(".nx-verb").textContent = "";
  }
}

export const choice = {
  read: (area) => ticked(area)[0] ?? "",
  write: (area, answer) => tick(area, Array.isArray(answer) ? answer.slice(0, 1) : [answer]),
  judge, forget, edited,
};

export const choices = {
  read: ticked,
  write: (area, answer) => tick(area, Array.isArray(answer) ? answer : [answer]),
  judge, forget, edited,
};
