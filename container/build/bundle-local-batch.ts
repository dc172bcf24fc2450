import type { Plugin } from "esbuild";
import { bundleRunner } from "./bundle-runner.ts";

/** The local Batch, with all it imports, as one file of JavaScript. */
export const bundleLocalBatch = (repositoryRoot: string): Promise<Uint8Array> =>
  bundleRunner(repositoryRoot, "emulator/library/image/main.ts", [withoutSsh]);

/** dockerode loads it for engines at ssh://, with binaries for this machine alone; the image's engine is at a socket. */
const withoutSsh: Plugin = {
  name: "without-ssh",
  setup(build) {
    build.onResolve({ filter: /^ssh2$/ }, ({ path }) => ({ path, namespace: "without-ssh" }));
    build.onLoad({ filter: /.*/, namespace: "without-ssh" }, () => ({
      contents:
        'export class Client { constructor() { throw new Error("An engine at ssh:// cannot be used from this image."); } }',
    }));
  },
};
