// HTML made by our own Python, before it enters the page. It was escaped there; but a reader's program runs in the same
// worker and could send anything, so only the tags and attributes that exercises need get through.
const TAGS = new Set(
  ("a abbr b blockquote br button caption cite code dd del details dfn div dl dt em fieldset figcaption figure h1 h2 h3 h4 header hr i img input ins " +
    "kbd label legend li mark ol p pre q s samp small span strong sub summary sup table tbody td textarea tfoot th thead tr u " +
    "ul var svg path circle line rect g").split(" "),
);
const ATTRIBUTES = new Set(
  ("class id for name type value role tabindex title lang dir alt src href hidden open checked rows cols colspan rowspan scope " +
    "start wrap autocomplete autocapitalize autocorrect spellcheck enterkeyhint viewbox d cx cy r x y x1 y1 x2 y2 width height").split(" "),
);

function allowed(name, value) {
  if (name === "href" || name === "src") return /^(https:|#|[./]|[\w-]+(\/|$|\.))/i.test(value.trim());
  if (name === "style") return /^text-align:\s*(left|right|center);?$/.test(value.trim());  // columns of a Markdown table
  return ATTRIBUTES.has(name) || /^(data|aria)-[\w-]+$/.test(name);
}

/** A fragment of `html` with everything unknown taken out, except the tag `also`. Text inside unknown tags goes with them. */
export function clean(html, also = "") {
  const template = document.createElement("template");
  template.innerHTML = String(html ?? "");
  for (const element of template.content.querySelectorAll("*")) {
    if (!TAGS.has(element.localName) && element.localName !== also) {
      element.remove();
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      if (!allowed(name.toLowerCase(), value)) element.removeAttribute(name);
    }
  }
  return template.content;
}
