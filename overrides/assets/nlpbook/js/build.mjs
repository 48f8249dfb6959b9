// The one way to make elements here: text is always text.

/** Make `<tag attributes>children</tag>`; strings among the children become text nodes, false and null are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== false && child !== null && child !== undefined));
  return element;
}

/** A button: its `data-part`, what it says, what it does; `look` is its class. */
export function button(part, text, act, look = "nx-btn") {
  const made = make("button", { type: "button", class: look, "data-part": part }, text);
  made.addEventListener("click", act);
  return made;
}

/** The look of the one filled button of a box. */
export const GO = "nx-btn nx-btn--go";

const SVG = "http://www.w3.org/2000/svg";

/** A drawing of 24 by 24 from [tag, attributes] pairs, hidden from readers of speech. */
export function draw(shapes) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of shapes) {
    const shape = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    svg.append(shape);
  }
  return svg;
}
