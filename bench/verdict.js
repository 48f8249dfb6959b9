// Answer and press Check again and again, each answer in turn. Returns milliseconds from the press to the verdict, one each.
async ([id, answers, times, limit]) => {
  const element = document.querySelector(`nlp-exercise[data-exercise="${id}"]`);
  const verdicts = new Set(["right", "partial", "wrong", "malformed", "revealed"]);
  const once = (answer) => new Promise((resolve, reject) => {
    element.setAnswer(answer);
    const stop = setTimeout(() => reject(new Error(`still ${element.dataset.state} after ${limit} ms`)), limit);
    const start = performance.now();
    const observer = new MutationObserver(() => {
      const state = element.dataset.state;
      if (!verdicts.has(state) && state !== "failed") return;
      observer.disconnect();
      clearTimeout(stop);
      if (state === "failed") reject(new Error("the check failed"));
      else resolve({ ms: performance.now() - start, state });
    });
    observer.observe(element, { attributes: true, attributeFilter: ["data-state"] });
    element.querySelector('[data-part="check"]').click();
  });
  const found = [];
  for (let turn = 0; turn < times; turn += 1) {
    found.push(await once(answers[turn % answers.length]));
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  return found;
}
