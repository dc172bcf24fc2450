import { z } from "zod";
import { observed } from "./observed.ts";

/** `workload.data.cache`: what input files are to be when a run starts. */
export const inputCache = z.enum(["warm", "cold", "as-found"]);
export type InputCache = z.output<typeof inputCache>;

/** What a run met of its input files in the page cache. */
export const inputState = z.strictObject({
  asked: inputCache.describe("workload.data.cache."),
  files: z.int().nonnegative().describe("Input files that the model's dry run lists and that are there."),
  bytes: z.number().nonnegative().describe("Their sizes together."),
  made: observed(inputCache.exclude(["as-found"])).describe(
    "What was done right before the run: every file read (warm), or dropped from the page cache (cold).",
  ),
  found: observed(z.enum(["warm", "cold", "partly"])).describe(
    "What the run met: warm where at most 2 % of what it read came from storage, cold where at least half did.",
  ),
});

export type InputState = z.output<typeof inputState>;
