import pLimit from "p-limit";
import { GeosBenchError } from "../../contract/errors.ts";
import { resultFiles } from "../../contract/result-layout.ts";
import { sha256 } from "../../contract/sha256.ts";
import type { ResultStore } from "../read/result-store.ts";
import type { LeftOut } from "../read/stored-result.ts";
import type { ResultOfRows } from "./data/results-in.ts";
import type { SiteRun } from "./data/run-table.ts";
import { runPageBody, runTitle } from "./pages/run-page.ts";
import { siteFrame, type SiteAssets } from "./site-document.ts";
import { runPage } from "./run-page-path.ts";
import type { SiteTarget } from "./target/site-target.ts";

/** Results read at once of one place: enough to hide waiting, few enough for a laptop's file handles. */
const concurrency = 32;

export interface RunPagesInput {
  readonly stores: readonly ResultStore[];
  readonly target: SiteTarget;
  readonly assets: SiteAssets;
  readonly version: string;
  /** Why results were taken back, by the digest of their results.json. */
  readonly retracted: Readonly<Record<string, string>>;
}

/**
 * Writes the pages of results from their files. A result whose files are gone, or are others than were indexed, has
 * no page: it is returned, with the reason.
 */
export async function writeRunPages(
  results: readonly ResultOfRows[],
  { stores, target, assets, version, retracted }: RunPagesInput,
): Promise<LeftOut[]> {
  const storeOf = new Map(stores.map((store) => [store.uri, store]));
  const page = siteFrame({ menu: null, depth: 1, version }, assets);
  const limit = pLimit(concurrency);
  const faults = await limit.map(results, async ({ rows }): Promise<LeftOut | null> => {
    const [row] = rows;
    const store = storeOf.get(row.place);
    if (!store) return null;
    const uri = `${row.place}/${row.path}`;
    const read = await readChecked(store, row, resultFiles.result);
    if ("kind" in read) return read;
    const [log, job] = await Promise.all([
      readOrNull(store, `${row.path}/${resultFiles.log}`),
      row.has_job_record ? readOrNull(store, `${row.path}/${resultFiles.job}`) : null,
    ]);
    const body = runPageBody({
      rows,
      uri,
      result: read.document as Record<string, unknown>,
      job: job === null ? null : jsonOrNull(textOf(job)),
      log,
      retracted: retracted[row.result_sha256] ?? null,
    });
    await target.write(runPage(row.result_sha256), Buffer.from(page(runTitle(row), body)));
    return null;
  });
  return faults.filter((of) => of !== null);
}

/** A document that was indexed, or why it is not what it was. */
export async function readChecked(
  store: ResultStore,
  row: Pick<SiteRun, "place" | "path" | "result_sha256">,
  name: string,
): Promise<{ readonly document: unknown } | LeftOut> {
  const uri = `${row.place}/${row.path}`;
  const bytes = await readOrNull(store, `${row.path}/${name}`);
  if (bytes === null) return { uri, kind: "truncated", reason: `its ${name} is not there any more` };
  if (sha256(bytes) !== row.result_sha256)
    return { uri, kind: "tampered", reason: `its ${name} is not the one that was indexed` };
  return { document: JSON.parse(textOf(bytes)) };
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export async function readOrNull(store: ResultStore, path: string): Promise<Uint8Array | null> {
  return store.read(path).catch((error: unknown) => {
    if (error instanceof GeosBenchError && error.code === "object-not-found") return null;
    throw error;
  });
}
