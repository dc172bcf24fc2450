import { GeosBenchError } from "../../contract/errors.ts";
import { awsServices } from "../aws-services.ts";
import { userS3 } from "../user-s3.ts";
import { closeStored } from "./closing-job/close-stored.ts";
import { nothing } from "./closing-job/submit-closing.ts";
import { tellResults } from "./closing-job/tell-results.ts";
import { planScheduled, type PlannedSuite } from "./planning-job/plan-scheduled.ts";
import { readWords } from "./planning-job/read-words.ts";
import { reportText } from "./report-text.ts";

// The image's second program, bundled by itself: benchmarks never load it. What it exports is called by its first word.

/** `close --plan <s3://…>`. Throws {@link GeosBenchError}. */
export async function close([option, order]: readonly string[]): Promise<void> {
  if (option !== "--plan" || order === undefined) {
    throw new GeosBenchError("close takes --plan and the order to close it.", {
      code: "invalid-command-line",
      hint: "gcbench submit SUITE writes it; an s3:// URL that ends with closing-….json.",
    });
  }
  if (order === nothing) {
    console.log("closing: a link of the chain; the last one closes");
    return;
  }
  const s3 = userS3();
  const { report, closed } = await closeStored(s3, order);
  console.log(reportText(report));
  // Last: what was closed is closed, whoever cannot be told of it.
  for await (const line of tellResults(s3, closed)) console.log(line);
}

/** `plan --suite <text> --place <json> --time <time> --output-path <s3://…>`. Throws {@link GeosBenchError}. */
export async function plan(words: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const given = readWords(words);
  const jobId = env["AWS_BATCH_JOB_ID"];
  if (jobId === undefined) {
    throw new GeosBenchError("plan is for a job of AWS Batch: AWS_BATCH_JOB_ID is not set.", {
      code: "invalid-batch-environment",
      hint: "Elsewhere, gcbench submit SUITE plans and submits.",
    });
  }
  const clients = awsServices(given.place.region, env);
  try {
    const { signal } = new AbortController();
    console.log(plannedText(await planScheduled(given, { clients, jobId, signal })));
  } finally {
    clients.close();
  }
}

function plannedText({ plan: id, jobs, closing, plannedBy }: PlannedSuite): string {
  if (closing === null)
    return `planning: ${id} is planned by job ${plannedBy} already; nothing is left to do`;
  return `planning: ${id}: ${jobs} jobs are submitted, ${closing} closes it`;
}
