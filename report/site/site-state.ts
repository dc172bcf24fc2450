import { z } from "zod";
import type { ListedSet } from "./data/set-columns.ts";
import { stateFile } from "./site-layout.ts";
import type { SiteTarget } from "./target/site-target.ts";

const state = z.strictObject({
  format: z.literal(2),
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
    drawInstances: z.string(),
  }),
  places: z.array(z.string()),
  /** Index segments whose results are in it. */
  segments: z.array(z.string()),
  sets: z.array(
    z.strictObject({
      id: z.string(),
      files: z.array(z.string()),
      values: z.strictObject({
        benchmark_id: z.string(),
        instance_type: z.string().nullable(),
        claimed_instance_type: z.string(),
        threads: z.int(),
        build: z.string().nullable(),
        image: z.string().nullable(),
      }),
      results: z.int(),
      runs: z.int(),
      from: z.string(),
      to: z.string(),
    }),
  ),
  /** What was computed of the files of runs. */
  summary: z.string(),
  /** Runs that were imported: they are in no set. */
  imported: z.string().nullable(),
  /** Attempts of which there were differing copies: with one of them, the next build begins anew. */
  conflicting: z.int(),
  /** Results that were taken back, by their digest, with the reason that their pages show. */
  retracted: z.record(z.string(), z.string()),
  /** Pages of runs that happened elsewhere. */
  elsewhere: z.array(z.string()),
  /** Files that its pages name and that never change, beside those of runs. */
  files: z.array(z.string()),
});

/** What the next build needs to know of this one. */
export type SiteState = Readonly<
  Omit<z.output<typeof state>, "sets" | "segments" | "files" | "elsewhere">
> & {
  readonly sets: readonly ListedSet[];
  readonly segments: readonly string[];
  readonly files: readonly string[];
  readonly elsewhere: readonly string[];
};

/** A state of whatever program, as far as another one needs it. */
const anyState = z.object({ files: z.array(z.string()) });

/**
 * The state of the site that is there: `null` where there is none that this program can go on from. `files`: those of
 * its pages, whoever made them.
 */
export async function readState(
  target: SiteTarget,
  program: string,
): Promise<{ readonly state: SiteState | null; readonly files: readonly string[] }> {
  const bytes = await target.read(stateFile);
  if (bytes === null) return { state: null, files: [] };
  try {
    const read: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    const { files } = anyState.parse(read);
    const found = state.safeParse(read);
    return { state: found.data?.program === program ? found.data : null, files };
  } catch {
    // Torn: everything is made anew.
    return { state: null, files: [] };
  }
}

export const writeState = (target: SiteTarget, of: SiteState): Promise<void> =>
  target.write(stateFile, Buffer.from(`${JSON.stringify(of)}\n`));
