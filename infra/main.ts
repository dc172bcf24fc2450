/** The CDKTF app: what `npx cdktf synth` and `npx cdktf deploy` run. The environment comes from GCBENCH_ENVIRONMENT. */
import { explainError } from "../contract/errors.ts";
import { synthesise } from "./synthesise.ts";

try {
  synthesise({
    outdir: process.env["CDKTF_OUTDIR"] ?? "cdktf.out",
    environment: process.env["GCBENCH_ENVIRONMENT"],
  });
} catch (error) {
  console.error(explainError(error));
  process.exitCode = 1;
}
