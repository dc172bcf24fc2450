import { comparedColumns } from "../../report/compare/arm-of-runs.ts";
import { explainVerdict } from "../../report/compare/explain-verdict.ts";
import { judgeRecord } from "../../report/compare/judge-record.ts";
import { isOneOf } from "../../report/compare/result-keys.ts";
import { findRecord } from "../../report/compare/verdict-record.ts";
import { loadRuns } from "../../report/index/load-runs.ts";
import { explanationText } from "../../report/terminal/explanation-text.ts";
import { cliExitCodes } from "../exit-codes.ts";
import { defaultPlaces, openPlaces } from "../results/open-places.ts";

/** Says how a verdict came about: judges the results that it rests on again, and shows each step. */
export async function explainVerdictById(
  id: string,
  options: { readonly results?: readonly string[]; readonly json?: true },
): Promise<number> {
  const places = await openPlaces(options.results ?? defaultPlaces);
  try {
    const { record, index } = await findRecord(places.stores, id);
    const isInput = isOneOf(
      record.contrasts.flatMap(({ baseline, candidate }) => [...baseline.results, ...candidate.results]),
    );
    const { runs } = await loadRuns(places.stores, comparedColumns, isInput);
    const explanation = explainVerdict(judgeRecord(record, runs), index);
    console.log(
      options.json
        ? JSON.stringify({ format: 1, id, record, ...explanation }, null, 2)
        : explanationText(id, explanation),
    );
    return cliExitCodes.success;
  } finally {
    places.close();
  }
}
