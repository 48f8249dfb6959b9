// One sitting of an exam: what is known of it, and how it goes from one phase to the next. Plain data in, plain data out.
// "writing" until it is handed in, "marking" until Python has judged all, "grading" while the reader compares their own words
// with rubrics, "done".
const VERSION = 1;
const PHASES = ["writing", "marking", "grading", "done"];

/** All questions of a paper in order. */
export const questions = (paper) => paper.sections.flatMap((section) => section.items);

/** The slot under which a sitting's drafts lie: no two sittings share one, also of the same paper. */
export const slotOf = (sitting) => `exam:${sitting.exam}:${sitting.seed}:${sitting.id}`;

/** A sitting that starts now. */
export function begin(paper, blueprint, now, id) {
  return {
    version: VERSION, id, exam: paper.exam, seed: paper.seed, paper, blueprint, startedAt: now, endsAt: now + paper.minutes * 60_000,
    phase: "writing", flags: [], answers: {}, verdicts: {}, grades: {}, handedAt: null, byTime: false, marks: null,
  };
}

/** A stored sitting, or null when it is none that this page understands. */
export function sound(record) {
  const whole = record?.version === VERSION && PHASES.includes(record.phase) && Number.isFinite(record.endsAt)
    && Array.isArray(record.paper?.sections) && Array.isArray(record.flags) && record.answers && record.verdicts && record.blueprint;
  return whole ? record : null;
}

export const isOver = (sitting, now) => now >= sitting.endsAt;

export function flagged(sitting, id, on) {
  const others = sitting.flags.filter((flag) => flag !== id);
  return { ...sitting, flags: on ? [...others, id] : others };
}

/** Numbers of questions: those without an answer, and those to come back to. */
export function openNumbers(sitting, answered) {
  const numbers = (keep) => questions(sitting.paper).filter(keep).map((item) => item.number);
  return { open: numbers((item) => !answered.has(item.id)), flagged: numbers((item) => sitting.flags.includes(item.id)) };
}

/** Handed in: `answers` by exercise id, only of questions that were touched. A second time changes nothing. */
export function handIn(sitting, answers, now) {
  if (sitting.phase !== "writing") return sitting;
  const byTime = isOver(sitting, now);
  return { ...sitting, phase: "marking", answers, byTime, handedAt: Math.min(now, sitting.endsAt) };
}

/**
 * Questions that still wait for Python. Those whose answers are programs come last: after each of them a fresh Python has to
 * start before it judges anything else.
 */
export function unmarked(sitting) {
  const waiting = questions(sitting.paper).filter((item) => item.id in sitting.answers && !(item.id in sitting.verdicts));
  const runs = (item) => Number(["bugline", "code"].includes(item.kind));
  return waiting.sort((one, other) => runs(one) - runs(other));
}

export const withVerdict = (sitting, id, verdict) => ({ ...sitting, verdicts: { ...sitting.verdicts, [id]: verdict } });

/** Answers in words that the reader has not compared with their rubric. */
export const ungraded = (sitting) => questions(sitting.paper).filter((item) => sitting.verdicts[item.id]?.state === "revealed");

/** Python has judged all there is: the reader's own grading comes next, if there is any to do. */
export function marked(sitting, marks) {
  if (sitting.phase !== "marking") return { ...sitting, marks };
  const own = Object.values(sitting.verdicts).some((verdict) => verdict.state === "revealed" || verdict.self_graded);
  return { ...sitting, marks, phase: own ? "grading" : "done" };
}

export const finished = (sitting) => ({ ...sitting, phase: "done" });

/** Whole minutes that were used; a minute begun counts. */
export const minutesUsed = (sitting) => Math.max(1, Math.ceil((sitting.handedAt - sitting.startedAt) / 60_000));

/**
 * What the log gets of a question, or null where there is nothing to say. A question left open is one not known: it counts as
 * wrong, so that it comes back. Whatever was tried before, an exam's answer was given once and without help, so it is a first.
 */
export function attemptOf(sitting, item, { seed, revision, said, seen }) {
  const verdict = sitting.verdicts[item.id];
  if (verdict?.state === "void") return null;
  const state = ["right", "partial"].includes(verdict?.state) ? verdict.state : "wrong";
  return {
    exercise: item.id, revision, seed, state, self: Boolean(verdict?.self_graded), first: true, hints: 0, seen, tries: 1,
    said, slot: "exam", sitting: sitting.id,
  };
}

/** What the log gets of the whole sitting. */
export function examOf(sitting) {
  const { points, of, sections, skills } = sitting.marks;
  return {
    exam: sitting.exam, seed: sitting.seed, paper: sitting.paper.paper, points, of, minutes: minutesUsed(sitting), sections, skills,
    sitting: sitting.id,
  };
}
