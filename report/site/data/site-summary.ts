import { deserialize, serialize } from "node:v8";
import { sha256 } from "../../../contract/sha256.ts";
import { dataFile } from "../site-layout.ts";
import type { JudgementsBySeries } from "../../track/known-judgements.ts";
import type { Acknowledgement } from "../../track/tracked-series.ts";
import type { SiteTarget } from "../target/site-target.ts";
import type { ChunkSummary } from "./chunk-summary.ts";
import { writeData } from "./write-data.ts";

const name = "summary.bin";

/** What was computed of the results of a site. */
export interface SiteSummary {
  /** Digest of the prices that it was computed with. */
  readonly prices: string;
  /** Of every chunk, in the order of sets and results. */
  readonly chunks: readonly ChunkSummary[];
  readonly acknowledgements: readonly Acknowledgement[];
  /** Of the points of its histories. */
  readonly judgements: JudgementsBySeries;
}

/**
 * Keeps it for the next build, as Node.js keeps values (node:v8): of a hundred thousand results that is read in tenths of
 * a second, where JSON takes seconds. Another version of the program does not read it.
 */
export async function writeSummary(target: SiteTarget, summary: SiteSummary): Promise<string> {
  return writeData(target, name, serialize(summary));
}

/** The summary as it was written; `null` where it is not there, or not whole. */
export async function readSummary(target: SiteTarget, file: string): Promise<SiteSummary | null> {
  const bytes = await target.read(file);
  if (bytes === null || dataFile(name, bytes) !== file) return null;
  return deserialize(bytes) as SiteSummary;
}

/** What tells prices from others. */
export const pricesDigest = (records: readonly unknown[]): string => sha256(JSON.stringify(records));
