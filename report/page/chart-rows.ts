import { text, type Markish, type PlotOptions } from "@observablehq/plot";

/** Narrower charts have no room for names beside what is drawn; px. */
const narrowest = 600;
/** Of a line of names; px. */
const nameHeight = 16;
const fontSize = 12;

/** How a chart with a row for each name is laid out. */
export interface ChartRows {
  readonly options: Pick<PlotOptions, "width" | "height" | "marginLeft" | "marginBottom" | "y">;
  /** The names, where they stand above their rows. */
  readonly names: readonly Markish[];
  /** Of marks that fill a row. */
  readonly filling: { readonly insetTop: number };
  /** Of marks in the middle of a row. */
  readonly middle: { readonly dy: number };
}

/** `height`: of a row, in pixels. Names are beside rows or, where there is no room, above them. */
export function chartRows(
  rows: readonly { readonly name: string }[],
  width: number,
  height: number,
): ChartRows {
  const names = rows.map(({ name }) => name);
  const common = { width, marginBottom: 40 };
  const around = 70;
  if (width >= narrowest) {
    return {
      options: {
        ...common,
        height: around + height * names.length,
        marginLeft: labelWidth(names),
        y: { label: null, domain: names, tickFormat: fitting },
      },
      names: [],
      filling: { insetTop: 0 },
      middle: { dy: 0 },
    };
  }
  return {
    options: {
      ...common,
      height: around + (height + nameHeight) * names.length,
      marginLeft: 10,
      y: { label: null, domain: names, axis: null },
    },
    names: [
      text(names, {
        y: (name: string) => name,
        text: (name: string) => name,
        frameAnchor: "left",
        dy: -height / 2,
        lineWidth: (width - 30) / fontSize,
        // What marks a name stands at its end.
        textOverflow: "ellipsis-middle",
      }),
    ],
    filling: { insetTop: nameHeight },
    middle: { dy: nameHeight / 2 },
  };
}

/** Of a label of 12 pixels, roughly, in pixels; and the widest. */
const [letterWidth, widest] = [6.6, 430];
const longest = Math.floor((widest - 20) / letterWidth);

/** A name that fits beside a chart: the end of a longer one stays, where its marks are. */
export function fitting(name: string): string {
  if (name.length <= longest) return name;
  const end = Math.floor(0.4 * longest);
  return `${name.slice(0, longest - end - 1)}…${name.slice(-end)}`;
}

/** Room for labels of 12 pixels beside a chart: what the longest takes, up to half of the chart. */
export const labelWidth = (labels: readonly string[]): number =>
  Math.min(widest, 20 + letterWidth * Math.max(0, ...labels.map(({ length }) => length)));
