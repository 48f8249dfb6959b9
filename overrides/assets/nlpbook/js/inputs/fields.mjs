// Number, vector, table and text: what is typed into fields.
import { byValue, inputsOf, judgeField, unjudgeField } from "./parts.mjs";

const text = (value) => (value === null || value === undefined ? "" : String(value));

function judge(area, parts, state) {
  const inputs = byValue(area);
  for (const input of inputs.values()) unjudgeField(input);
  for (const part of parts) {
    const input = inputs.get(String(part.value));
    if (input) judgeField(input, part.judged);
  }
  if (!parts.length && inputs.size === 1 && ["right", "wrong", "malformed"].includes(state)) {
    judgeField(inputs.values().next().value, state);
  }
}

const forget = (area) => inputsOf(area).forEach(unjudgeField);
const edited = (area, target) => { if (target.dataset.part === "input") unjudgeField(target); };

export const number = {
  read: (area) => inputsOf(area)[0].value,
  write: (area, answer) => { inputsOf(area)[0].value = text(answer); },
  judge, forget, edited,
};

export const vector = {
  read: (area) => inputsOf(area).map((input) => input.value),
  write: (area, answer) => {
    const values = Array.isArray(answer) ? answer : [];
    inputsOf(area).forEach((input, place) => { input.value = text(values[place]); });
  },
  judge, forget, edited,
};

export const table = {
  read: (area) => Object.fromEntries([...byValue(area)].map(([place, input]) => [place, input.value])),
  write: (area, answer) => {
    const cells = Array.isArray(answer)
      ? Object.fromEntries(answer.flatMap((row, r) => row.map((value, c) => [`${r},${c}`, value])))
      : answer ?? {};
    for (const [place, input] of byValue(area)) input.value = text(cells[place]);
  },
  judge, forget, edited,
};
