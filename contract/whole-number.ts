import { z } from "zod";

/** A whole number with bounds; messages name the unit. */
export const wholeNumber = (unit: string, min: number, max: number) =>
  z
    .int(`must be a whole number of ${unit}`)
    .min(min, `must be at least ${min} (${unit})`)
    .max(max, `must be at most ${max} (${unit})`);
