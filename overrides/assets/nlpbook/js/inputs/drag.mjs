// Dragging a tile by its grip with a mouse, a pen or a finger. Tiles change places as the pointer passes their middle.

/**
 * Make the tiles of `list` draggable by their grips.
 * `onMove(tile)` follows each change of place, `onEnd(tile)` the release. Escape or a lost pointer puts the tile back.
 */
export function dragging(list, { onMove, onEnd }) {
  list.addEventListener("pointerdown", (down) => {
    const grip = down.target.closest(".nx-grip");
    if (!grip || down.button !== 0) return;
    const tile = grip.closest(".nx-tile");
    const home = tile.nextElementSibling;
    down.preventDefault();
    grip.setPointerCapture(down.pointerId);
    tile.setAttribute("data-lifted", "");

    const move = ({ clientY }) => {
      const above = tile.previousElementSibling;
      const below = tile.nextElementSibling;
      if (above && clientY < middle(above)) above.before(tile);
      else if (below && clientY > middle(below)) below.after(tile);
      else return;
      onMove(tile);
      if (!grip.hasPointerCapture(down.pointerId)) grip.setPointerCapture(down.pointerId);
    };
    const end = (cancelled) => {
      grip.removeEventListener("pointermove", move);
      grip.removeEventListener("pointerup", up);
      grip.removeEventListener("pointercancel", cancel);
      window.removeEventListener("keydown", escape, true);
      tile.removeAttribute("data-lifted");
      if (cancelled) {
        list.insertBefore(tile, home);
        onMove(tile);
      }
      onEnd(tile);
    };
    const up = () => end(false);
    const cancel = () => end(true);
    const escape = (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end(true);
    };
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", up);
    grip.addEventListener("pointercancel", cancel);
    window.addEventListener("keydown", escape, true);
  });
}

function middle(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}
