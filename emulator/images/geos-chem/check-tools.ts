import { buffer } from "node:stream/consumers";
import type { DockerArchitecture } from "../../../contract/architecture.ts";
import { GeosBenchError } from "../../../contract/errors.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";

// As the jobs' own: no network, no root, nothing writable but /tmp.
const script = `set -e
python3 -c 'import platform, boto3, numpy, pandas
print(f"Python {platform.python_version()}, boto3 {boto3.__version__}, numpy {numpy.__version__}, pandas {pandas.__version__}")'
aws --version
node -p '"Node " + process.version + " " + process.arch'`;

/** Runs the image's tools once, as its jobs would; what they say. Throws {@link GeosBenchError} where one does not run. */
export async function checkTools(
  { docker }: DockerEngine,
  image: { readonly reference: string; readonly architecture: DockerArchitecture },
): Promise<string[]> {
  const { reference, architecture } = image;
  const container = await docker.createContainer({
    Image: reference,
    platform: `linux/${architecture}`,
    Entrypoint: ["/bin/sh", "-c", script],
    Tty: true,
    HostConfig: { NetworkMode: "none", ReadonlyRootfs: true, Tmpfs: { "/tmp": "" } },
  });
  try {
    const output = await container.attach({ stream: true, stdout: true, stderr: true });
    const said = buffer(output);
    await container.start();
    const { StatusCode: status } = (await container.wait()) as { StatusCode: number };
    const lines = (await said).toString("utf8").trim().split(/\r?\n/);
    if (status === 0) return lines;
    throw new GeosBenchError(`A tool of ${reference} does not run: ${lines.slice(-5).join(" | ")}`, {
      code: "image-not-usable",
      hint: "Look into it: docker run --rm -it --entrypoint sh <image>.",
    });
  } finally {
    await container.remove({ force: true });
  }
}
