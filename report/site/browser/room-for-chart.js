// Pictures that are drawn here are as wide as there is room: nobody has to scroll them.
const [narrowest, widest] = [280, 860];

/** In pixels, of a chart in an element. */
export const roomForChart = (element) => Math.max(narrowest, Math.min(widest, element.clientWidth - 16));

/** Draws anew whenever the room that `element` has for a chart has changed, when the screen was turned perhaps. */
export function whenRoomChanges(element, draw) {
  let room = roomForChart(element);
  addEventListener("resize", () => {
    const now = roomForChart(element);
    if (now === room) return;
    room = now;
    draw();
  });
}
