// Sets window.deskDrawn, a promise: how many milliseconds after the press of its link the desk was drawn and painted.
() => {
  let pressed = 0;
  addEventListener("click", () => { pressed = performance.now(); }, { capture: true, once: true });
  window.deskDrawn = new Promise((resolve) => {
    new MutationObserver((_changes, observer) => {
      if (!document.querySelector("nlp-desk[data-drawn]")) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-drawn"] });
  });
}
