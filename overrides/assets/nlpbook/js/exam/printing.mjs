// Print a sheet from the page: the sheet is put beside the page's own content, alone on paper, and taken away afterwards.
import { make } from "../build.mjs";
import { drawFormulas } from "../formulas.mjs";
import { clean } from "../sanitize.mjs";

const MARK = "nbPrinting";
let end = () => {};  // takes the last sheet away

/** Print `html`, a sheet from our Python. Gives the sheet, which goes when printing is over. */
export async function printSheet(html, title) {
  end();
  const sheet = make("main", { class: "nb-printed", "aria-hidden": "true" });
  sheet.append(clean(html));
  document.body.append(sheet);
  document.documentElement.dataset[MARK] = "";
  await drawFormulas(sheet);
  await document.fonts?.ready;
  const name = document.title;
  document.title = title;  // what a browser proposes as the file's name
  end = () => {
    document.title = name;
    delete document.documentElement.dataset[MARK];
    sheet.remove();
    removeEventListener("afterprint", end);
    end = () => {};
  };
  addEventListener("afterprint", end);
  print();
  return sheet;
}
