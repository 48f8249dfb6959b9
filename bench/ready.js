// Focus the exercise's first input and wait until Python is ready. Returns milliseconds from focus to ready.
async ([id, limit]) => {
  const element = document.querySelector(`nlp-exercise[data-exercise="${id}"]`);
  await customElements.whenDefined("nlp-exercise");
  const input = element.querySelector('[data-part="input"]');
  const target = input.matches("input, textarea, button, [tabindex]") ? input : input.querySelector("input, textarea, button");
  element.scrollIntoView({ block: "center" });
  await new Promise((resolve) => setTimeout(resolve, 300));
  return new Promise((resolve, reject) => {
    let loading = element.dataset.state === "loading";
    const start = performance.now();
    const stop = setTimeout(() => reject(new Error(`still ${element.dataset.state} after ${limit} ms`)), limit);
    const observer = new MutationObserver(() => {
      const state = element.dataset.state;
      if (state === "loading") { loading = true; return; }
      if (!loading) return;
      clearTimeout(stop);
      observer.disconnect();
      if (state === "failed") reject(new Error("Python failed to start"));
      else resolve(performance.now() - start);
    });
    observer.observe(element, { attributes: true, attributeFilter: ["data-state"] });
    target.focus();
  });
}
