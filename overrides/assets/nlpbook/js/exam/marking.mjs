// After handing in: every answer goes through Python, then the points are added up, then the log hears of it. It can break off
// anywhere and go on later: what is judged is kept, and what the log has is not told twice.
import { desk } from "../desk/desk.mjs";
import { fetchItem } from "../items.mjs";
import { inShort } from "../said.mjs";
import { judge, markPaper } from "./asking.mjs";
import { attemptOf, examOf, marked, questions, unmarked, withVerdict } from "./sitting.mjs";

const seedOf = (element) => (element?.dataset.seed ? Number(element.dataset.seed) : null);

/** Judge what waits, and add up. `keep(sitting)` is called after each step; `onStep(n, of)` before. Gives the sitting. */
export async function markAll(sitting, placed, keep, onStep) {
  const of = Object.keys(sitting.answers).length;
  for (const item of unmarked(sitting)) {
    onStep(of - unmarked(sitting).length + 1, of);
    sitting = withVerdict(sitting, item.id, await verdictOn(item, placed.get(item.id)?.element, sitting.answers[item.id]));
    keep(sitting);
  }
  sitting = marked(sitting, await markPaper(sitting.paper, sitting.verdicts));
  keep(sitting);
  return sitting;
}

/** A question that the book no longer has is void; that Python did not start or broke off is an error, to be tried again. */
async function verdictOn(item, element, answer) {
  if (!element) return { state: "void" };
  try {
    return await judge(await fetchItem(item.id), seedOf(element), answer);
  } catch (error) {
    if (error.kind === "answer") return { state: "void" };
    throw error;
  }
}

/** The reader's own grading of one answer: the places of the rubric's points that it makes. */
export async function gradeOwn(sitting, item, element, points) {
  const verdict = await judge(await fetchItem(item.id), seedOf(element), { ...sitting.answers[item.id], points });
  sitting = withVerdict({ ...sitting, grades: { ...sitting.grades, [item.id]: points } }, item.id, verdict);
  return marked(sitting, await markPaper(sitting.paper, sitting.verdicts));
}

/** Tell the log of every question that is judged for good, and of the whole when it is done. */
export async function tellLog(sitting, placed) {
  await desk.ready;
  const told = new Set(desk.events.filter((event) => event.sitting === sitting.id).map((event) => event.exercise ?? event.type));
  for (const item of questions(sitting.paper)) {
    const waits = sitting.phase !== "done" && (sitting.verdicts[item.id]?.state === "revealed" || sitting.verdicts[item.id]?.self_graded);
    const { element } = placed.get(item.id) ?? {};
    if (told.has(item.id) || waits || !element) continue;
    const seed = seedOf(element);
    const fields = attemptOf(sitting, item, {
      seed, revision: element.dataset.revision, said: inShort(sitting.answers[item.id]), seen: desk.state.of(item.id).seenSeeds.includes(seed),
    });
    if (fields) desk.add("attempt", fields);
  }
  if (sitting.phase === "done" && !told.has("exam")) desk.add("exam", examOf(sitting));
}
