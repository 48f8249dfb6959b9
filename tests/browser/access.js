// What access.py measures in a page: an object of functions, evaluated there.
(() => {
const shown = (one) => {
  const box = one.getBoundingClientRect();
  return box.width > 1 && box.height > 1 && one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
};
const called = (one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""} ${one.textContent.trim().slice(0, 30)}`;

// A target is what can be hit: the row of an option, the cell of an answer, the whole answer of a guide. Links within a
// sentence are as high as its lines (2.5.8 allows it), and so are marked words and values.
const targets = ([roots, least]) => {
  const found = roots.flatMap((root) => [...document.querySelectorAll(root)]);
  const all = found.flatMap((root) => [...root.querySelectorAll("a[href], button, summary, input, select, textarea, [tabindex='0']")]);
  const hit = (one) => one.closest(".nx-option, .nb-pick, .is-stepping .nb-answers > li, .md-search__form") ?? one;
  const inText = (one) => one.matches(".nb-term, .nb-val, .headerlink")
    || (one.tagName === "A" && getComputedStyle(one).display === "inline" && one.closest("p, li, td"));
  return all.filter((one) => shown(one) && !inText(one)).map((one) => [one, hit(one).getBoundingClientRect()])
    .filter(([one, box]) => box.height < least - .5 || box.width < Math.min(least, one.matches(".nx-link, a") ? 24 : least) - .5)
    .map(([one, box]) => `${called(one)}: ${Math.round(box.width)} x ${Math.round(box.height)}`);
};

// Lost is what one cannot scroll to: words that stick out of their control, and controls that lie over each other.
const lost = (roots) => {
  const within = roots.flatMap((root) => [...document.querySelectorAll(root)]);
  const pick = (what) => within.flatMap((root) => [...root.querySelectorAll(what)]).filter(shown);
  const wide = document.documentElement.scrollWidth > innerWidth ? [`sideways: ${document.documentElement.scrollWidth}`, ...pick('*').filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.nx-code, .nx-scroll, .nx-output, .katex')).map((one) => `wide: ${called(one)}`)] : [];
  const clipped = pick("button, label, summary, a[href], select, p, small, dt, dd, legend, h2, h3")
    .filter((one) => getComputedStyle(one).display !== "inline" && one.scrollWidth > one.clientWidth + 1)
    .filter((one) => !one.closest(".nx-code, .katex, .nx-spoken, .nb-hidden, .nx-scroll, fieldset > legend")).map((one) => `clipped: ${called(one)}`);
  const controls = pick("button, input, textarea, select, summary, a[href]")
    .filter((one) => !one.closest(".nx-option, .cm-editor, .md-search, [hidden], .nb-answers") && !one.matches(".md-option, .nx-under"));
  const over = [];
  for (let i = 0; i < controls.length; i += 1) for (let j = i + 1; j < controls.length; j += 1) {
    const [a, b] = [controls[i], controls[j]];
    if (a.contains(b) || b.contains(a)) continue;
    const [p, q] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
    const [x, y] = [Math.min(p.right, q.right) - Math.max(p.left, q.left), Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top)];
    if (x > 2 && y > 2) over.push(`overlap: ${called(a)} | ${called(b)}`);
  }
  return [...wide.slice(0, 9), ...clipped, ...over];
};

// The ring of the element in focus, or of the frame that stands for it: how thick, how it contrasts with what it lies on, and
// whether a box around it cuts it off.
const ring = () => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => { canvas.fillStyle = "#000"; canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4))
    .reduce((sum, v, place) => sum + v * [.2126, .7152, .0722][place], 0);
  const ground = (one) => { for (let up = one; up; up = up.parentElement) { const c = getComputedStyle(up).backgroundColor; if (!/, 0\)$|transparent/.test(c)) return rgb(c); } return [255, 255, 255]; };
  const one = document.activeElement;
  if (!one || one === document.body) return { name: "nothing", lost: true };
  const frame = one.closest(".nx-editor") ?? (one.matches(".md-option") ? one.nextElementSibling : null)
    ?? (one.matches(".md-search__input") ? one.form : one);
  const style = getComputedStyle(frame), width = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
  const [a, b] = [light(rgb(style.outlineColor)), light(ground(frame.parentElement))];
  const reach = width + parseFloat(style.outlineOffset), box = frame.getBoundingClientRect();
  let cut = false;
  for (let up = frame.parentElement; up && up !== document.documentElement && up !== document.body; up = up.parentElement) {
    if (getComputedStyle(up).overflowX === "visible") continue;
    const room = up.getBoundingClientRect();
    if (up.scrollWidth > up.clientWidth || up.scrollHeight > up.clientHeight) continue;
    cut ||= box.left - reach < room.left || box.right + reach > room.right || box.top - reach < room.top || box.bottom + reach > room.bottom;
  }
  return { name: `${one.tagName.toLowerCase()}.${one.className} ${(one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 30)}`,
    lost: false, width, contrast: (Math.max(a, b) + .05) / (Math.min(a, b) + .05), cut,
    away: box.right < 1 || box.left > innerWidth - 1 || box.width < 1 };
};

return { targets, lost, ring };
})()
