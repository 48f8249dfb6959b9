// The theme opens the menu and the search by labels of hidden boxes. In the header they are buttons for the keyboard too: Enter
// is the theme's doing, Space, Escape and where the focus goes are ours.
const BUTTON = [["role", "button"], ["tabindex", "0"]];
const drawer = () => document.getElementById("__drawer");
const opener = () => document.querySelector(".md-header label[for='__drawer']");

/** Once for the whole visit: the header and the boxes outlive instant navigation. */
export function reachHeader() {
  drawer()?.addEventListener("change", follow);
  document.addEventListener("change", ({ target }) => {
    if (drawer()?.checked && target.matches(".md-nav__toggle")) followPart(target);
  });
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
  if (!open && menu.contains(document.activeElement)) opener()?.focus();
  for (const label of menu.querySelectorAll("label.md-nav__link, .md-nav .md-nav > .md-nav__title")) {
    if (open) for (const [name, value] of BUTTON) label.setAttribute(name, value);
    else for (const [name] of BUTTON) label.removeAttribute(name);  // beside the page the same labels are headings, and no stops
  }
  if (!open) return;
  const seen = [...menu.querySelectorAll("a[href], label[tabindex]")].find((one) => one.checkVisibility({ visibilityProperty: true }));
  seen?.focus({ preventScroll: true });
}

/** Parts of the menu open and shut over each other; the focus goes along. */
function followPart(toggle) {
  const item = toggle.closest(".md-nav__item");
  const next = toggle.checked ? ":scope > .md-nav > .md-nav__title" : ":scope > label[tabindex], :scope > a, :scope > .md-nav__container > label";
  item.querySelector(next)?.focus({ preventScroll: true });
}
