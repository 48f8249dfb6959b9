// The opening question: a guess is noted on the button and acknowledged, nothing is graded or stored.

/** Answer clicks on the buttons of any opening question. */
export function acceptGuesses() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".nb-picks button");
    if (!button) return;
    const picks = button.closest(".nb-picks");
    for (const other of picks.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
    acknowledge(picks);
  });
}

function acknowledge(picks) {
  let line = picks.querySelector(".nb-noted-guess");
  if (!line) {
    line = Object.assign(document.createElement("small"), { className: "nb-noted-guess" });
    line.setAttribute("role", "status");
    picks.append(line);
  }
  line.textContent = "Noted. Read on and see.";
}
