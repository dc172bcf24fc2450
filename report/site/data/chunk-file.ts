import type { SiteTarget } from "../target/site-target.ts";
import { dataScript } from "./data-script.ts";
import { encodeRuns } from "./encode-runs.ts";
import { resultsIn, type ResultOfRows } from "./results-in.ts";
import { writeData } from "./write-data.ts";
import { runTableName, type RunTable } from "./run-table.ts";

const prefix = dataScript(runTableName, "");
const opening = prefix.slice(0, prefix.lastIndexOf(";"));

/** Writes the rows of results as one table; returns its file. */
export async function writeChunk(target: SiteTarget, results: readonly ResultOfRows[]): Promise<string> {
  const text = dataScript(runTableName, JSON.stringify(encodeRuns(results.flatMap(({ rows }) => rows))));
  return writeData(target, "runs.js", text);
}

/** The results of such a file. */
export const chunkResults = (text: string): ResultOfRows[] => [
  ...resultsIn(JSON.parse(text.slice(opening.length, text.lastIndexOf(";"))) as RunTable),
];

/** The results of a chunk, by its file. */
export type ReadChunk = (file: string) => Promise<readonly ResultOfRows[]>;

/** Chunks that are kept decoded: whoever asks for one asks for it again soon, or not at all. */
const mostKept = 64;

/** Reads chunks. */
export function chunkReader(target: SiteTarget): ReadChunk {
  const reading = new Map<string, Promise<readonly ResultOfRows[]>>();
  const read = async (file: string): Promise<readonly ResultOfRows[]> => {
    const bytes = await target.read(file);
    if (bytes === null) throw new Error(`${target.uri}/${file} was removed while the site is built.`);
    return chunkResults(Buffer.from(bytes).toString("utf8"));
  };
  return (file) => {
    const there = reading.get(file) ?? read(file);
    reading.delete(file);
    reading.set(file, there);
    const [oldest] = reading.keys();
    if (reading.size > mostKept && oldest !== undefined) reading.delete(oldest);
    return there;
  };
}
