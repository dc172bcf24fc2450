import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { GeosBenchError } from "../../contract/errors.ts";
import { createFailureScan, type FailureScan } from "../../contract/model-failures/scan-failures.ts";
import { isVerdictId } from "../../report/compare/verdict-record.ts";
import { cliExitCodes } from "../exit-codes.ts";

/** As Batch makes them; of a child of an array with its index, of a node with its number. */
const jobId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:[:#]\d+)?$/;

interface ExplainOptions {
  readonly results?: readonly string[];
  readonly json?: true;
}

/**
 * Says why a run of GEOS-Chem ended, from its log; how a verdict came about, from its id; or why a job of the local
 * Batch waits, from its id.
 */
export async function explain(what: string, options: ExplainOptions): Promise<number> {
  if (jobId.test(what)) {
    const { explainLocalJob } = await import("./explain-job.ts");
    return explainLocalJob(what, options);
  }
  if (!isVerdictId(what)) return explainLog(what, options);
  const { explainVerdictById } = await import("./explain-verdict.ts");
  return explainVerdictById(what, options);
}

async function explainLog(log: string, options: ExplainOptions): Promise<number> {
  const scan = await read(log);
  console.log(options.json ? JSON.stringify(asJson(scan), null, 2) : asText(scan).join("\n"));
  return cliExitCodes.success;
}

async function read(log: string): Promise<FailureScan> {
  const { onLine, result } = createFailureScan();
  const input = log === "-" ? process.stdin : createReadStream(log);
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) onLine(line);
  } catch (cause) {
    throw new GeosBenchError(`The log ${log} cannot be read: ${(cause as Error).message}.`, {
      code: "bad-option",
      hint: "Give the file that the model's output went to, for example GC.log, or - for standard input.",
      cause,
    });
  }
  return result();
}

function asJson({ found, ...scan }: FailureScan) {
  const failures = found.map(({ failure: { id, meaning, remedy, sources }, line, file }) => {
    return { id, line, file: file ?? null, meaning, remedy, sources };
  });
  return { ...scan, reached: scan.reached ?? null, failures };
}

function asText({
  found,
  lines,
  isComplete,
  reached,
  firstErrors,
  lastErrors,
  solverRetries,
}: FailureScan): string[] {
  const [cause, ...others] = found;
  const until =
    reached === undefined ? "no time step" : `time steps until ${reached.replaceAll(/\s+/g, " ")}`;
  const end = isComplete ? "it ends with END OF GEOS-CHEM" : "END OF GEOS-CHEM is missing";
  const retries =
    solverRetries > 0 ? `, ${solverRetries} retries of the solver (good runs have them too)` : "";
  const quoted = [...firstErrors, ...(lastErrors.length > 0 ? ["…", ...lastErrors] : [])];
  return [
    `${lines} lines: ${until}, ${end}${retries}.`,
    ...(cause ? describe(cause) : [noCause(isComplete, quoted.length > 0)]),
    ...(others.length > 0
      ? [`Also: ${others.map(({ failure, line }) => `${failure.meaning} (line ${line})`).join("; ")}`]
      : []),
    ...(quoted.length > 0 ? ["It says:", ...quoted.map((line) => `  ${line}`)] : []),
  ];
}

const describe = ({ failure, line, file }: FailureScan["found"][number]): string[] => [
  `Why:   ${failure.meaning} (${failure.id}, line ${line})`,
  ...(file === undefined ? [] : [`File:  ${file}${failure.isLastOpened ? ", opened last" : ""}`]),
  `To do: ${failure.remedy}`,
  `From:  ${failure.sources.join(", ")}`,
];

function noCause(isComplete: boolean, hasErrors: boolean): string {
  if (isComplete && !hasErrors) return "Nothing in it looks like a failure.";
  return "No failure that is known: docs/geos-chem-failures.md lists those that are. Where the log just stops, look at how the process ended: 137 is mostly memory, 139 the stack.";
}
