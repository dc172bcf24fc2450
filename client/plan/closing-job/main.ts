import { S3Client } from "@aws-sdk/client-s3";
import { GeosBenchError } from "../../../contract/errors.ts";
import { reportText } from "../report-text.ts";
import { closeStored } from "./close-stored.ts";
import { nothing } from "./submit-closing.ts";

/**
 * What the image's program does for `close --plan <s3://…>`, bundled by itself: benchmarks never load it. Throws {@link
 * GeosBenchError}.
 */
export async function close([option, plan]: readonly string[]): Promise<void> {
  if (option !== "--plan" || plan === undefined) {
    throw new GeosBenchError("close takes --plan and the order to close it.", {
      code: "invalid-command-line",
      hint: "gcbench submit SUITE writes it; an s3:// URL that ends with closing-….json.",
    });
  }
  if (plan === nothing) {
    console.log("closing: a link of the chain; the last one closes");
    return;
  }
  const endpoint = process.env["AWS_ENDPOINT_URL_S3"] ?? process.env["AWS_ENDPOINT_URL"];
  const s3 = new S3Client({ forcePathStyle: endpoint !== undefined });
  console.log(reportText(await closeStored(s3, plan)));
}
