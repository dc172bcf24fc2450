import { plot, type PlotOptions } from "@observablehq/plot";
import { html, raw } from "hono/html";
// All of it in one file: as 190 it takes a tenth of a second more to load.
import { parseHTML } from "linkedom/worker";

/** Of charts that are drawn before anybody looks at them, in pixels. */
const widths = { wide: 860, narrow: 320 } as const;

type Raw = ReturnType<typeof raw>;

interface ChartWords {
  /** Of the elements with its words; no other of the page begins so. */
  readonly id: string;
  /** The finding. */
  readonly title: string;
  /** What is drawn, for who does not see it. */
  readonly description: string;
}

/**
 * A chart for whatever screen, without a script: drawn for wide ones and for narrow ones, of which style.css shows one.
 * Scaled down to a telephone, the wide one could not be read.
 */
export function chartForScreens(
  optionsFor: (width: number) => PlotOptions,
  { id, ...words }: ChartWords,
): ReturnType<typeof html> {
  return html`<div class="wide">${chart(optionsFor(widths.wide), { id, ...words })}</div>
    <div class="narrow">${chart(optionsFor(widths.narrow), { id: `${id}-narrow`, ...words })}</div>`;
}

const { document } = parseHTML("<!doctype html><html></html>");

/** What Plot repeats in the style sheet of every chart; style.css has it once. */
const ownStyle = /<style>.*?<\/style>/s;

/** A chart as SVG of the width that the options say. */
export function chart(options: PlotOptions, { id, title, description }: ChartWords): Raw {
  const svg = plot({ ...options, document });
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${id}-title ${id}-desc`);
  svg.setAttribute("class", "chart");
  // The image is one thing with one name; Plot would name its groups too, which have no role.
  for (const group of svg.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  svg.prepend(element("title", `${id}-title`, title), element("desc", `${id}-desc`, description));
  return raw(short(svg.outerHTML.replace(ownStyle, "")));
}

function element(name: "title" | "desc", id: string, text: string) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  made.id = id;
  made.textContent = text;
  return made;
}

/** Coordinates to a hundredth of a pixel: what is more only takes room. */
const short = (svg: string): string =>
  svg.replaceAll(/(?<=[\s"(,MLHVCZ-])\d+\.\d{3,}(?=[\s"),LHVCZ-])/g, (number) =>
    String(Number(Number(number).toFixed(2))),
  );
