// CodeMirror over a textarea. The textarea stays the truth: what is set there shows in the editor, what is typed in the
// editor is written there, and both tell the page by the same input event.
import { address } from "./site.mjs";

const lib = await import(address("assets/vendor/editor/editor.mjs"));
const { EditorState, EditorView, Prec, keymap, tags } = lib;

const colours = lib.HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.self, tags.bool, tags.null], class: "nx-k" },
  { tag: [tags.string, tags.special(tags.string)], class: "nx-s" },
  { tag: tags.number, class: "nx-n" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], class: "nx-f" },
  { tag: tags.comment, class: "nx-c" },
]);

/** Tab indents until Escape is pressed: the next Tab then leaves, as it does everywhere else. */
function keysThatLetGo() {
  let leaving = false;
  const stay = (command) => (view) => {
    if (leaving) return false;
    return command(view);
  };
  return [
    Prec.high(keymap.of([
      { key: "Escape", run: () => { leaving = true; return false; } },
      { key: "Tab", run: stay(lib.indentMore), shift: stay(lib.indentLess) },
      { key: "Mod-Enter", run: () => true },  // the page runs the tests on it; no blank line here
    ])),
    EditorView.domEventHandlers({
      keydown: (event) => { if (!["Escape", "Tab", "Shift"].includes(event.key)) leaving = false; },
      blur: () => { leaving = false; },
    }),
  ];
}

/** Put an editor over `textarea`, taking over its text, its selection and, if it has it, the focus. */
export function mount(textarea) {
  let echo = false;
  const write = EditorView.updateListener.of((update) => {
    if (!update.docChanged || echo) return;
    echo = true;
    textarea.value = update.state.doc.toString();
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
    echo = false;
  });
  const { selectionStart: anchor, selectionEnd: head } = textarea;
  const focused = document.activeElement === textarea;
  const view = new EditorView({
    parent: textarea.parentElement,
    state: EditorState.create({
      doc: textarea.value,
      selection: focused ? { anchor, head } : undefined,
      extensions: [
        keysThatLetGo(), lib.lineNumbers(), lib.history(), lib.drawSelection(), lib.highlightActiveLine(), lib.indentOnInput(),
        lib.bracketMatching(), lib.closeBrackets(), lib.python(), lib.indentUnit.of("    "), EditorState.tabSize.of(4),
        lib.syntaxHighlighting(colours), EditorView.contentAttributes.of({
          "aria-label": textarea.getAttribute("aria-label"), spellcheck: "false", autocapitalize: "off", autocorrect: "off",
        }),
        keymap.of([...lib.closeBracketsKeymap, ...lib.historyKeymap, ...lib.defaultKeymap]), write,
      ],
    }),
  });
  textarea.addEventListener("input", () => {
    if (echo || textarea.value === view.state.doc.toString()) return;
    echo = true;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: textarea.value } });
    echo = false;
  });
  textarea.classList.add("nx-under");
  textarea.tabIndex = -1;
  textarea.setAttribute("aria-hidden", "true");
  if (focused) view.focus();
  return view;
}
