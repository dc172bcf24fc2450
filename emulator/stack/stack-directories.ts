import path from "node:path";
import { z } from "zod";
import { parseJson } from "../../contract/parse-json.ts";
import { readSynthesised } from "../../contract/terraform/read-synthesised.ts";

const manifestFile = z.object({ stacks: z.record(z.string(), z.object({ workingDirectory: z.string() })) });

/**
 * The directories of the stacks that CDKTF synthesised last into `outdir` (`cdktf.out`). From its manifest: folders of
 * stacks that are gone stay behind.
 */
export function stackDirectories(outdir: string): string[] {
  const text = readSynthesised(path.join(outdir, "manifest.json"));
  const { stacks } = parseJson(manifestFile, text, "cdktfManifest");
  return Object.values(stacks).map(({ workingDirectory }) => path.join(outdir, workingDirectory));
}
