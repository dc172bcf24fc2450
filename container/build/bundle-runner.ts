import { build, type Plugin } from "esbuild";
import { GeosBenchError } from "../../contract/errors.ts";

/**
 * The runner and all it imports as one file of JavaScript. Deterministic: the same sources give the same bytes, which
 * are part of the image's hash.
 */
export async function bundleRunner(
  repositoryRoot: string,
  entry = "runner/main.ts",
  plugins: Plugin[] = [],
): Promise<Uint8Array> {
  const result = await build({
    entryPoints: [entry],
    absWorkingDir: repositoryRoot,
    bundle: true,
    plugins,
    write: false,
    platform: "node",
    target: "node24",
    format: "esm",
    // The AWS SDK's ES modules can be shaken; its CommonJS ones come in whole.
    mainFields: ["module", "main"],
    // Every kilobyte is parsed under QEMU; names stay, for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    keepNames: false,
    legalComments: "none",
    charset: "utf8",
    logLevel: "silent",
    // CommonJS dependencies call require for Node's own modules.
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  }).catch((cause: Error) => {
    throw new GeosBenchError(`The program of the image cannot be bundled: ${cause.message}`, {
      code: "bundle-failed",
      hint: "Correct the source that it names; `npm run types` shows the same and more.",
      cause,
    });
  });
  return result.outputFiles[0]?.contents ?? new Uint8Array();
}
