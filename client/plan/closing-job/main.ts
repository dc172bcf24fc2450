import { GeosBenchError } from "../../../contract/errors.ts";
import { userS3 } from "../../user-s3.ts";
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
  console.log(reportText(await closeStored(userS3(), plan)));
}
