// Order: tiles moved by dragging, by two buttons, or by the keyboard alone. Every move is announced.
import { words } from "../strings.mjs";
import { dragging } from "./drag.mjs";
import { inputsOf, writeWhy } from "./parts.mjs";

const listOf = (area) => area.querySelector(".nx-order");
const textOf = (tile) => tile.querySelector(".nx-words").textContent.trim();
const isOut = (tile) => tile.hasAttribute("data-out");

/** Say it in the live region under the tiles, which everyone can read. */
const announce = (area, text) => { area.querySelector('[data-part="say"]').textContent = text; };

function placeOf(area, tile) {
  const tiles = inputsOf(area);
  return [textOf(tile), tiles.indexOf(tile) + 1, tiles.length];
}

/** The first tile cannot go up, the last not down; the buttons stay reachable and say so. */
function refresh(area) {
  const tiles = inputsOf(area);
  tiles.forEach((tile, place) => {
    tile.querySelector('[data-move="up"]').setAttribute("aria-disabled", String(place === 0));
    tile.querySelector('[data-move="down"]').setAttribute("aria-disabled", String(place === tiles.length - 1));
  });
}

function unjudge(tile) {
  delete tile.dataset.judged;
  const verb = tile.querySelector(".nx-verb");
  verb?.previousSibling.remove();
  verb?.remove();
  writeWhy(tile.querySelector(".nx-words"), "");
}

function forget(area) {
  inputsOf(area).forEach(unjudge);
}

/** Move a tile by `step` places. False at the end of the list. */
function shift(area, tile, step) {
  const neighbour = step < 0 ? tile.previousElementSibling : tile.nextElementSibling;
  if (!neighbour) return false;
  if (step < 0) neighbour.before(tile);
  else neighbour.after(tile);
  settle(area);
  return true;
}

/** After any move: judgements are stale, ends have changed, the draft has to be kept. */
function settle(area) {
  forget(area);
  refresh(area);
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function leaveOut(area, tile, out) {
  tile.toggleAttribute("data-out", out);
  tile.querySelector('[data-move="out"]')?.setAttribute("aria-pressed", String(out));
}

function lift(area, tile) {
  tile.setAttribute("data-lifted", "");
  tile.dataset.from = String(inputsOf(area).indexOf(tile));
  announce(area, words.lifted(...placeOf(area, tile)));
}

function putDown(area, tile, say = words.setDown) {
  tile.removeAttribute("data-lifted");
  delete tile.dataset.from;
  announce(area, say(...placeOf(area, tile)));
}

function putBack(area, tile) {
  const others = inputsOf(area).filter((other) => other !== tile);
  const from = Number(tile.dataset.from);
  if (from >= others.length) listOf(area).append(tile);
  else others[from].before(tile);
  settle(area);
  putDown(area, tile, words.putBack);
  tile.focus();
}

function onKey(area, event) {
  const tile = event.target.closest(".nx-tile");
  if (!tile || event.target !== tile) return;
  const lifted = tile.hasAttribute("data-lifted");
  const step = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[event.key];
  if (event.key === " " || (event.key === "Enter" && lifted)) {
    if (lifted) putDown(area, tile);
    else lift(area, tile);
  } else if (event.key === "Escape" && lifted) putBack(area, tile);
  else if (step && lifted) {
    shift(area, tile, step);
    tile.focus();
    announce(area, words.lifted(...placeOf(area, tile)));
  } else if (step) (step < 0 ? tile.previousElementSibling : tile.nextElementSibling)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function onClick(area, event) {
  const button = event.target.closest("[data-move]");
  const tile = button?.closest(".nx-tile");
  if (!tile) return;
  if (button.dataset.move === "out") {
    leaveOut(area, tile, !isOut(tile));
    announce(area, (isOut(tile) ? words.leftOut : words.takenIn)(textOf(tile)));
    settle(area);
  } else if (shift(area, tile, button.dataset.move === "up" ? -1 : 1)) {
    announce(area, words.moved(...placeOf(area, tile)));
    button.focus();
  }
}

export const order = {
  connect(area) {
    refresh(area);
    area.addEventListener("keydown", (event) => onKey(area, event));
    area.addEventListener("click", (event) => onClick(area, event));
    area.addEventListener("focusout", (event) => {
      const tile = event.target.closest(".nx-tile[data-lifted]");
      if (tile && !tile.contains(event.relatedTarget) && event.relatedTarget) putDown(area, tile);
    });
    dragging(listOf(area), {
      onMove: () => settle(area),
      onEnd: (tile) => announce(area, words.moved(...placeOf(area, tile))),
    });
  },
  read: (area) => inputsOf(area).filter((tile) => !isOut(tile)).map((tile) => tile.dataset.value),
  write(area, answer) {
    const given = Array.isArray(answer);
    const wanted = (given ? answer : []).map(String);
    const tiles = new Map(inputsOf(area).map((tile) => [tile.dataset.value, tile]));
    const chosen = wanted.map((value) => tiles.get(value)).filter(Boolean);
    const rest = inputsOf(area).filter((tile) => !chosen.includes(tile));
    listOf(area).append(...chosen, ...rest);
    const mayLeaveOut = Boolean(area.querySelector('[data-move="out"]'));
    for (const tile of chosen) leaveOut(area, tile, false);
    for (const tile of rest) leaveOut(area, tile, mayLeaveOut && given);
    refresh(area);
  },
  judge(area, parts) {
    forget(area);
    const tiles = new Map(inputsOf(area).map((tile) => [tile.dataset.value, tile]));
    for (const part of parts) {
      const tile = tiles.get(String(part.value));
      if (!tile) continue;
      if (part.judged) tile.dataset.judged = part.judged;
      const where = tile.querySelector(".nx-words");
      if (part.verb) {
        const verb = document.createElement("span");
        verb.className = "nx-verb";
        verb.textContent = part.verb;
        where.append(" ", verb);  // the space is for readers of speech, and for copies
      }
      writeWhy(where, part.why_html);
    }
  },
  forget,
};
