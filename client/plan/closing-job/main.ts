import type { S3Client } from "@aws-sdk/client-s3";
import { GeosBenchError } from "../../../contract/errors.ts";
import { userS3 } from "../../user-s3.ts";
import { reportText } from "../report-text.ts";
import { closeStored } from "./close-stored.ts";
import { closeScheduled } from "./close-scheduled.ts";
import { nothing } from "./submit-closing.ts";
import { tellResults } from "./tell-results.ts";

/**
 * What the image's program does for `close --plan <s3://…>`, bundled by itself: benchmarks never load it. Throws {@link
 * GeosBenchError}.
 */
export async function close([option, plan]: readonly string[]): Promise<void> {
  if (option !== "--plan" || plan === undefined) {
    throw new GeosBenchError("close takes --plan and the order to close it.", {
      code: "invalid-command-line",
      hint: "gcbench submit SUITE writes it, an s3:// URL that ends with closing-….json; schedules give it as JSON.",
    });
  }
  if (plan === nothing) {
    console.log("closing: a link of the chain; the last one closes");
    return;
  }
  const s3 = userS3();
  const { closed, lines } = plan.startsWith("{") ? await closeScheduled(s3, plan) : await closePlan(s3, plan);
  for (const line of lines) console.log(line);
  // Last: what was closed is closed, whoever cannot be told of it.
  for (const line of await tellResults(s3, closed)) console.log(line);
}

async function closePlan(s3: S3Client, plan: string) {
  const { report, closed } = await closeStored(s3, plan);
  return { closed, lines: [reportText(report)] };
}
