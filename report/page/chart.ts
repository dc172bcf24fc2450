import { plot, type PlotOptions } from "@observablehq/plot";
import { raw } from "hono/html";
import { parseHTML } from "linkedom";

/** Of a chart that is drawn before anybody looks at it, in pixels; narrower screens scroll it. */
export const chartWidth = 860;

type Raw = ReturnType<typeof raw>;

const { document } = parseHTML("<!doctype html><html></html>");

/** What Plot repeats in the style sheet of every chart; style.css has it once. */
const ownStyle = /<style>.*?<\/style>/s;

/**
 * A chart as SVG, drawn here and complete without a script. `title` states the finding; `description` says for who
 * does not see it what is drawn, and that the table beside it has the figures.
 */
export function chart(
  options: PlotOptions,
  { id, title, description }: { readonly id: string; readonly title: string; readonly description: string },
): Raw {
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

/** Room for labels of 12 pixels beside a chart: what the longest takes, up to half of the chart. */
export const labelWidth = (labels: readonly string[]): number =>
  Math.min(430, 20 + 6.6 * Math.max(0, ...labels.map(({ length }) => length)));
