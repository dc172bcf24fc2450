import { buffer } from "node:stream/consumers";
import type { DockerArchitecture } from "../../contract/architecture.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import type { DockerEngine } from "../host/docker-engine.ts";

const nodeNames: Record<DockerArchitecture, string> = { arm64: "arm64", amd64: "x64" };

/**
 * Runs the image's Node once and has it say its architecture. Where the engine's kernel is another machine's (Docker
 * Desktop, DOCKER_HOST) nothing else shows whether it emulates; elsewhere it catches a QEMU that is registered and
 * crashes.
 */
export async function proveEmulation(
  { docker }: DockerEngine,
  image: { readonly reference: string; readonly architecture: DockerArchitecture },
): Promise<void> {
  const { reference, architecture } = image;
  const container = await docker.createContainer({
    Image: reference,
    platform: `linux/${architecture}`,
    Entrypoint: ["/opt/gcbench/bin/node", "-p", "process.arch"],
    Tty: true,
    HostConfig: { NetworkMode: "none" },
  });
  try {
    const output = await container.attach({ stream: true, stdout: true, stderr: true });
    const said = buffer(output);
    await container.start();
    const { StatusCode: status } = (await container.wait()) as { StatusCode: number };
    const text = (await said).toString("utf8").trim();
    if (status !== 0 || text !== nodeNames[architecture]) {
      throw new Error(`its Node says "${text}" and exits with ${status}`);
    }
  } catch (cause) {
    throw new GeosBenchError(
      `A linux/${architecture} container does not run here: ${(cause as Error).message}.`,
      {
        code: "emulation-missing",
        hint: `Register QEMU with the engine's kernel: \`docker run --privileged --rm tonistiigi/binfmt --install ${architecture}\`; one older than 7 is known to crash.`,
        cause,
      },
    );
  } finally {
    await container.remove({ force: true });
  }
}
