interface Labelled {
  /** In pixels, from the left and from below; where the label begins. */
  readonly left: number;
  readonly bottom: number;
  /** Of the label, in pixels. */
  readonly width: number;
}

/** Of a line of text in a chart, in pixels. */
const lineHeight = 14;

/**
 * Heights of labels beside points, in pixels from below and in the order given: that of the point, or below the labels
 * that are there already where they would lie on each other.
 */
export function labelsApart(labels: readonly Labelled[]): number[] {
  const heights = labels.map(({ bottom }) => bottom);
  const placed: number[] = [];
  const fromAbove = labels.map((_, index) => index).sort((a, b) => (heights[b] ?? 0) - (heights[a] ?? 0));
  const overlaps = (a: Labelled | undefined, b: Labelled | undefined): boolean =>
    a !== undefined && b !== undefined && a.left < b.left + b.width && b.left < a.left + a.width;
  for (const index of fromAbove) {
    const ceilings = placed
      .filter((other) => overlaps(labels[index], labels[other]))
      .map((other) => (heights[other] ?? 0) - lineHeight);
    heights[index] = Math.min(heights[index] ?? 0, ...ceilings);
    placed.push(index);
  }
  return heights;
}
