// An answer in a few words, for lists of attempts: "0.98", "cat, on", "line 5: norm_v = 1".
const LIMIT = 80;

/** The text of an answer of any kind, on one line of at most 80 characters. */
export function inShort(answer) {
  const line = flat(answer).replace(/\s+/g, " ").trim();
  const letters = Array.from(line);  // a cut never falls inside a character
  return letters.length > LIMIT ? `${letters.slice(0, LIMIT - 1).join("")}…` : line;
}

function flat(answer) {
  if (answer === null || answer === undefined) return "";
  if (Array.isArray(answer)) return answer.map(flat).join(", ");
  if (typeof answer !== "object") return String(answer);
  if ("line" in answer) return [answer.line ? `line ${answer.line}` : "", flat(answer.repair)].filter(Boolean).join(": ");
  if ("text" in answer) return flat(answer.text);
  return Object.values(answer).map(flat).join(", ");
}
