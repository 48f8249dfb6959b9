// Schedule everything and build a session's queue, once, as the review page does. Returns the milliseconds it took.
async ([site]) => {
  const load = (name) => import(`${site}assets/nlpbook/js/${name}.mjs`);
  const [{ desk }, { catalogue }, { plan: planned, recalled }, { queue }] = await Promise.all(["desk/desk", "catalogue", "review/kept", "review/queue"].map(load));
  await Promise.all([desk.ready, recalled]);
  const book = await catalogue();
  const start = performance.now();
  const plan = planned(desk.events, book);
  const items = queue(plan, book, desk.state, { size: 20 });
  return { ms: performance.now() - start, scheduled: plan.all.length, due: plan.due.length, items: items.length };
}
