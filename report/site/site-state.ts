import { z } from "zod";
import type { ListedSet } from "./data/set-columns.ts";
import { stateFile } from "./site-layout.ts";
import type { SiteTarget } from "./target/site-target.ts";

const value = z.union([z.string(), z.number(), z.null()]);

const state = z.strictObject({
  format: z.literal(1),
  /** Of the program that made it: another one makes everything anew. */
  program: z.string(),
  /** What pages ask for beside data: of one program the same. */
  assets: z.strictObject({
    style: z.string(),
    icon: z.string(),
    tables: z.string(),
    compare: z.string(),
    estimate: z.string(),
    history: z.string(),
  }),
  places: z.array(z.string()),
  /** Index segments whose results are in it. */
  segments: z.array(z.string()),
  sets: z.array(
    z.strictObject({
      id: z.string(),
      file: z.string(),
      values: z.record(z.string(), value),
      results: z.int(),
      runs: z.int(),
      from: z.string(),
      to: z.string(),
      tables: z.int(),
    }),
  ),
  /** Runs that were imported: they are in no set. */
  imported: z.string().nullable(),
  /** Attempts of which there were differing copies: with one of them, the next build begins anew. */
  conflicting: z.int(),
  /** Results that were taken back, with the reason that their pages show. */
  retracted: z.record(z.string(), z.string()),
  /** Files that its pages name and that never change, beside those of runs. */
  files: z.array(z.string()),
  /** Those of the build before: a page that somebody has open may still ask for them. */
  filesBefore: z.array(z.string()),
});

/** What the next build needs to know of this one. */
export type SiteState = Readonly<Omit<z.output<typeof state>, "sets" | "segments">> & {
  readonly sets: readonly ListedSet[];
  readonly segments: readonly string[];
};

/** The state of the site that is there; `null` where there is none that this program can go on from. */
export async function readState(target: SiteTarget, program: string): Promise<SiteState | null> {
  const bytes = await target.read(stateFile);
  if (bytes === null) return null;
  try {
    const read = state.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
    return read.program === program ? (read as unknown as SiteState) : null;
  } catch {
    // Another program's, or torn: everything is made anew.
    return null;
  }
}

export const writeState = (target: SiteTarget, of: SiteState): Promise<void> =>
  target.write(stateFile, Buffer.from(`${JSON.stringify(of)}\n`));
