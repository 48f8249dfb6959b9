// Run a program without end, press Stop after a second and Run another at once. Returns milliseconds from Stop to what the second
// printed, one each.
async ([id, times, limit]) => {
  const element = document.querySelector(`nlp-exercise[data-exercise="${id}"]`);
  const part = (name) => element.querySelector(`[data-part="${name}"]`);
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const until = (there) => new Promise((resolve, reject) => {
    if (there()) return resolve();
    const stop = setTimeout(() => reject(new Error(`still ${element.dataset.state} after ${limit} ms`)), limit);
    const observer = new MutationObserver(() => {
      if (!there()) return;
      observer.disconnect();
      clearTimeout(stop);
      resolve();
    });
    observer.observe(element, { subtree: true, childList: true, attributes: true });
  });
  const run = async (text) => {
    element.setAnswer(`print("${text}")\n`);
    part("run").click();
    await until(() => element.querySelector(".nx-printed")?.textContent.includes(text));
  };
  await run("warm");
  await wait(4000);  // until the next Python waits behind the first
  const found = [];
  for (let turn = 0; turn < times; turn += 1) {
    element.setAnswer("while True:\n    pass\n");
    part("run").click();
    await until(() => part("stop"));
    await wait(1000);
    const start = performance.now();
    part("stop").click();
    await until(() => !part("stop"));
    await run(`and on ${turn}`);
    found.push(performance.now() - start);
    await wait(4000);
  }
  return found;
}
