"""What a page must offer everyone, measured in the page: axe, targets, width, focus that shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# axe measures boxes and colours: all of the page is laid out for it, what is far below the screen too, and no colour is
# caught on its way to another. What comes alive when it is near has been near.
SETTLED = """async () => {
    const sheet = new CSSStyleSheet();
    const still = ["content-visibility: visible", "transition: none", "animation: none"];
    sheet.replaceSync(`* { ${still.map((rule) => `${rule} !important`).join("; ")} }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const whole = document.documentElement;
    const { scrollX, scrollY } = window;
    let frames = 0, over = false;
    const settle = async () => {
        for (let y = 0; y < whole.scrollHeight && !over; y += innerHeight, frames += 1) {
            scrollTo({ left: 0, top: y, behavior: "instant" });
            await drawn();
        }
        scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
        if (document.querySelector("nlp-exercise")) await customElements.whenDefined("nlp-exercise");
        await drawn();
    };
    const place = () => `at ${window.scrollY} of ${whole.scrollHeight} px, window of ${innerWidth} x ${innerHeight}`;
    const alive = () => `exercises are ${customElements.get("nlp-exercise") ? "" : "not "}alive`;
    const where = () => [`${frames} frames`, place(), document.visibilityState, alive()].join(", ");
    const late = new Promise((_, reject) => setTimeout(() => {
        over = true;
        reject(new Error(`${location.pathname} did not come to rest in a minute: ${where()}`));
    }, 60_000));
    await Promise.race([settle(), late]);
}"""
SCHEMES = ("default", "slate")

MEASURES = (Path(__file__).parent / "access.js").read_text(encoding="utf-8").strip()


def _measured(page: Page, name: str, argument: object = None) -> Any:
    return page.evaluate(f"(argument) => {{ const all = {MEASURES}; return all.{name}(argument); }}", argument)


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds on the page as it stands: the rule and the first element, with the reason."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text(encoding="utf-8"))
        page.evaluate(SETTLED)
    found = page.evaluate("(rules) => axe.run({ runOnly: rules, resultTypes: ['violations'] })", RULES)
    return [
        (one["id"], f'{one["nodes"][0]["html"][:200]} {one["nodes"][0].get("failureSummary", "")[:300]}')
        for one in found["violations"]
    ]


def violations_in_both_schemes(page: Page) -> list[tuple[str, str, str]]:
    """The same page in light and in dark, without driving it twice."""
    before = page.evaluate("document.body.dataset.mdColorScheme")
    problems = []
    for scheme in SCHEMES:
        page.evaluate("(scheme) => { document.body.dataset.mdColorScheme = scheme }", scheme)
        problems += [(scheme, *one) for one in violations(page)]
    page.evaluate("(scheme) => { document.body.dataset.mdColorScheme = scheme }", before)
    return problems


def small_targets(page: Page, *roots: str, least: float) -> list[str]:
    """Controls below `roots` that are smaller than `least` pixels."""
    found: list[str] = _measured(page, "targets", [list(roots), least])
    return found


def lost(page: Page, *roots: str) -> list[str]:
    """What is cut off, overlaps or makes the page scroll sideways."""
    found: list[str] = _measured(page, "lost", list(roots))
    return found


def ring(page: Page) -> dict[str, Any]:
    """How the focus shows where it is now."""
    found: dict[str, Any] = _measured(page, "ring")
    return found


def bad_ring(page: Page) -> str:
    """Say what is wrong with the focus as it shows now; empty when it is well."""
    seen = ring(page)
    if seen["lost"]:
        return "the focus is lost"
    faults = []
    if seen["width"] < 2 or seen["contrast"] < 3:
        faults.append(f'ring of {seen["width"]} px, contrast {seen["contrast"]:.1f}')
    if seen["cut"]:
        faults.append("ring cut off")
    if seen["away"]:
        faults.append("out of sight")
    return f'{seen["name"]}: {", ".join(faults)}' if faults else ""
