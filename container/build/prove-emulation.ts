import type { DockerArchitecture } from "../../contract/architecture.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import type { DockerEngine } from "../../host/docker-engine.ts";
import { runContainer } from "./run-container.ts";

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
  try {
    const { exitCode, output } = await runContainer(docker, {
      image: reference,
      platform: `linux/${architecture}`,
      command: ["/opt/gcbench/bin/node", "-p", "process.arch"],
    });
    const text = output.trim();
    if (exitCode !== 0 || text !== nodeNames[architecture]) {
      throw new Error(`its Node says "${text}" and exits with ${exitCode}`);
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
  }
}
