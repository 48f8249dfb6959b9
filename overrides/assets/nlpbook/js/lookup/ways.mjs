// The ways through a guide, as data: which node an answer leads to, and how one may have come to a node. No page is needed here.

/**
 * The shortest way from the first node to `goal`, as a list of {node, answer}: the answer given at each node on the way.
 * Null when no way leads there. `answers` maps a node to its answers, each {to, text}.
 */
export function wayTo(answers, first, goal) {
  const waiting = [{ node: first, way: [] }];
  const seen = new Set([first]);
  for (const { node, way } of waiting) {
    if (node === goal) return way;
    for (const { to, text } of answers.get(node) ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      waiting.push({ node: to, way: [...way, { node, answer: text }] });
    }
  }
  return null;
}

/** How one came to `goal` when one stood at `now` having come by `way`: an answer, a step back, or a fresh start. */
export function follow(answers, first, { way, now }, goal) {
  const back = way.findIndex((step) => step.node === goal);
  if (back >= 0) return { way: way.slice(0, back), now: goal };
  if (goal === now) return { way, now };
  const given = (answers.get(now) ?? []).find((answer) => answer.to === goal);
  if (given) return { way: [...way, { node: now, answer: given.text }], now: goal };
  const fresh = wayTo(answers, first, goal);
  return fresh ? { way: fresh, now: goal } : { way: [], now: first };
}
