// The theme opens the menu and the search by labels of hidden boxes. In the header they are buttons for the keyboard too: Enter
// is the theme's doing, Space, Escape and where the focus goes are ours.
const drawer = () => document.getElementById("__drawer");
const opener = () => document.querySelector(".md-header label[for='__drawer']");

/** Once for the whole visit: the header and the boxes outlive instant navigation. */
export function reachHeader() {
  drawer()?.addEventListener("change", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches?.("label[tabindex]")) {
      event.preventDefault();
      event.target.click();
    }
    if (event.key === "Escape" && drawer()?.checked) shut();
  });
  document.addEventListener("focusin", ({ target }) => {  // who walks out of the menu shuts it: it lies over the page
    if (drawer()?.checked && !target.closest(".md-sidebar--primary, .md-header")) shut();
  });
  if (window.document$) window.document$.subscribe(reachWaysBack);
  else reachWaysBack();
}

function shut() {
  drawer().checked = false;
  drawer().dispatchEvent(new Event("change"));
}

/** An open menu has the focus, a closed one gives it back. */
function follow() {
  const open = drawer().checked;
  const menu = document.querySelector(".md-sidebar--primary");
  opener()?.setAttribute("aria-expanded", String(open));
  if (open) [...menu.querySelectorAll("a[href], label[tabindex]")].find((one) => one.checkVisibility({ visibilityProperty: true }))?.focus({ preventScroll: true });
  else if (menu.contains(document.activeElement)) opener()?.focus();
}

/** The head of an open part leads back to the parts. */
function reachWaysBack() {
  for (const label of document.querySelectorAll(".md-sidebar--primary .md-nav .md-nav .md-nav__title")) label.tabIndex = 0;
}
