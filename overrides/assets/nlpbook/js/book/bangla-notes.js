// Opens the Bangla notes of every page for a reader who has switched them on. A classic script in the head, so that they are
// open before the page is drawn and nothing moves; without it, each note is a disclosure that opens by itself.
(() => {
  const kept = () => {
    try {
      return localStorage.getItem("nlpbook:setting:bangla");
    } catch {
      return null;  // storage refused
    }
  };
  const open = (node, state) => {
    if (node.nodeType === Node.ELEMENT_NODE && node.matches("details.nb-bn")) node.open = state;
    node.querySelectorAll?.("details.nb-bn").forEach((note) => { note.open = state; });
  };
  const arrivals = new MutationObserver((records) => {  // while the page is read in, and when instant navigation brings one
    for (const { addedNodes } of records) addedNodes.forEach((node) => open(node, true));
  });
  const show = (on) => {
    document.documentElement.dataset.bangla = on ? "on" : "off";
    open(document, on);
    if (on) arrivals.observe(document, { childList: true, subtree: true });
    else arrivals.disconnect();
  };
  if (kept() === "on") show(true);
  addEventListener("nlp:setting", ({ detail }) => { if (detail.name === "bangla") show(detail.value === "on"); });
})();
