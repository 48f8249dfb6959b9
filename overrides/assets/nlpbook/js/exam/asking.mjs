// What an exam asks of Python, and what it fetches: a paper, its questions, verdicts, marks and sheets.
import { fetchItem } from "../items.mjs";
import { python } from "../python.mjs";
import { fetchJson } from "../site.mjs";

/** The blueprint of an exam and the exercises that it can draw. */
export const fetchExam = (slug) => fetchJson(`assets/nlpbook/exams/${slug}.json`);

export const drawPaper = ({ blueprint, pool }, seed) => python.ask({ do: "paper", blueprint, pool, seed }).answer;

export const markPaper = (paper, verdicts) => python.ask({ do: "marks", paper, verdicts }).answer;

/** The verdict on an answer. A program that does not end, and so cannot be judged, is wrong. */
export async function judge(item, seed, answer) {
  try {
    return await python.ask({ do: "grade", item, seed, answer, uid: "exam" }).answer;
  } catch (error) {
    if (error.kind !== "endless") throw error;
    return { state: "wrong", headline: `Stopped after ${error.seconds} seconds`, message_html: "", score: [0, 1], parts: [], tests: [] };
  }
}

export const solve = (item, seed) => python.ask({ do: "solution", item, seed }).answer;

/** The paper, or its key, as HTML for print. */
export async function fetchSheet(blueprint, paper, key) {
  const ids = paper.sections.flatMap((section) => section.items.map((item) => item.id));
  const items = Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await fetchItem(id)])));
  return (await python.ask({ do: "sheet", blueprint, paper, items, key }).answer).html;
}
