// A promise, window.deskDrawn: how many milliseconds after the navigation the desk was drawn and painted.
window.deskDrawn = new Promise((resolve) => {
  new MutationObserver((_changes, observer) => {
    if (!document.querySelector("nlp-desk[data-drawn]")) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-drawn"] });
});
