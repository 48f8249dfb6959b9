// An exercise's card in the reader's language. It is written in English with the key of each word beside it (`data-word` for a
// text, `data-word-label` for a spoken name); what Python composed stands beside it in the other languages (`data-in-bn`).
import { language, words } from "./strings.mjs";

const BENGALI = /[\u0980-\u09ff]/;
const watched = new WeakSet();

/** Write every word of `root` (an exercise) in the language that is set now. */
export function relabel(root) {
  if (language === "en" && !watched.has(root)) return;  // as it was built
  watch(root);
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word, element);
  for (const element of root.querySelectorAll("[data-word-label]")) {
    element.setAttribute("aria-label", word(element.dataset.wordLabel, element));
    element.lang = language;
  }
  for (const element of root.querySelectorAll(".nx-hintline:not([data-word])")) {
    element.dataset.inEn ??= element.textContent;
    element.textContent = element.getAttribute(`data-in-${language}`) ?? element.dataset.inEn;
  }
}

const word = (key, element) => (words.card[key] ?? "").replace("{x}", element.dataset.with ?? "");

/**
 * Say of every piece of text which language it is in, as it comes: verdicts mix the grader's sentences with what an exercise's
 * author wrote in English, and a voice must know which is which.
 */
function watch(root) {
  if (watched.has(root)) return;
  watched.add(root);
  const look = (element) => {
    if (!element || element === root || element.closest("textarea, .cm-editor")) return;
    const bengali = [...element.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && BENGALI.test(one.data));
    if (bengali) element.lang = "bn";
    else if (element.lang === "bn" && !element.dataset.wordLabel) element.removeAttribute("lang");
  };
  const each = (node) => {
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) look(texts.currentNode.parentElement);
  };
  const observer = new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      look(type === "characterData" ? target.parentElement : target);
      addedNodes.forEach(each);
    }
  });
  observer.observe(root, { childList: true, characterData: true, subtree: true });
}
