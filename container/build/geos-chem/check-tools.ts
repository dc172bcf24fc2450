import type { DockerArchitecture } from "../../../contract/architecture.ts";
import { GeosBenchError } from "../../../contract/errors.ts";
import type { DockerEngine } from "../../../host/docker-engine.ts";
import { runContainer } from "../run-container.ts";

// As the jobs' own: no network, no root, nothing writable but /tmp.
const script = `set -e
python3 -c 'import platform, boto3, numpy, pandas
print(f"Python {platform.python_version()}, boto3 {boto3.__version__}, numpy {numpy.__version__}, pandas {pandas.__version__}")'
aws --version
node -p '"Node " + process.version + " " + process.arch'`;

/**
 * Runs the image's tools once, as its jobs would; what they say. Throws {@link GeosBenchError} where one does not
 * run.
 */
export async function checkTools(
  { docker }: DockerEngine,
  image: { readonly reference: string; readonly architecture: DockerArchitecture },
): Promise<string[]> {
  const { reference, architecture } = image;
  const { exitCode, output } = await runContainer(docker, {
    image: reference,
    platform: `linux/${architecture}`,
    command: ["/bin/sh", "-c", script],
    host: { ReadonlyRootfs: true, Tmpfs: { "/tmp": "" } },
  });
  const lines = output.trim().split("\n");
  if (exitCode === 0) return lines;
  throw new GeosBenchError(`A tool of ${reference} does not run: ${lines.slice(-5).join(" | ")}`, {
    code: "image-not-usable",
    hint: "Look into it: docker run --rm -it --entrypoint sh <image>.",
  });
}
