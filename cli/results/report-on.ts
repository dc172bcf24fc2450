import packageJson from "../../package.json" with { type: "json" };
import { judgeOf, type JudgeOptions } from "./judge-of.ts";
import { writeReport } from "../../report/files/write-report.ts";
import { updateIndex } from "../../report/index/update-index.ts";
import { loadOverview } from "../../report/overview/load-overview.ts";
import type { WritableStore } from "../../report/read/result-store.ts";
import { knownPrices } from "../prices/price-store.ts";
import type { LeftOut } from "../../report/read/stored-result.ts";

export interface ReportOnOptions extends JudgeOptions {
  /** The page's name. */
  readonly output: string;
}

/** Writes the report of stores; returns where its files are and what they show. */
export async function reportOn(stores: readonly WritableStore[], options: ReportOnOptions) {
  const prices = await knownPrices();
  const judge = await judgeOf(stores, { ...options, prices });
  const leftOut: LeftOut[] = [];
  if (options.index) for (const store of stores) leftOut.push(...(await updateIndex(store)).leftOut);
  const { shown, rows } = await loadOverview(stores, { judge, leftOut, prices });
  const made = { madeAt: new Date(), version: packageJson.version };
  return { files: await writeReport(options.output, shown, rows, made), shown };
}
