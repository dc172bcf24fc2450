// Pictures that are drawn here are as wide as there is room: nobody has to scroll them.
const [narrowest, widest] = [280, 860];

/** In pixels, of a chart in an element. */
export const roomForChart = (element) => Math.max(narrowest, Math.min(widest, element.clientWidth - 16));
