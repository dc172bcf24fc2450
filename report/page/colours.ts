/**
 * Colours of series as CSS variables, defined for light and dark in style.css: after Okabe and Ito (2008), which people
 * with any colour vision tell apart. Never the only mark: what they mean stands as text beside them or in the table.
 */
export const seriesColours: readonly string[] = Array.from(
  { length: 8 },
  (_, index) => `var(--series-${index + 1})`,
);

export const otherColour = "var(--other)";
