import type { DockerArchitecture } from "../../contract/architecture.ts";
import { inspectEmulation, type EmulationState } from "../../host/binfmt.ts";
import { inspectEngine, type DockerEngine } from "../../host/docker-engine.ts";
import { fault, ok, warning, type Finding } from "./finding.ts";

export async function checkDocker(
  signal: AbortSignal,
): Promise<{ findings: Finding[]; engine: DockerEngine | undefined }> {
  const state = await inspectEngine(signal);
  if (state.status !== "ready") {
    const remedy =
      `${state.error.hint ?? ""}\nOn a Debian-family machine as root, gcbench doctor --fix does it.`.trim();
    return { findings: [fault("Docker engine", state.error.message, remedy)], engine: undefined };
  }
  const { engine } = state;
  const detail = `${engine.version} at ${engine.endpoint.url} (${engine.endpoint.source}), ${engine.cpus} CPUs, ${engine.storageDriver}`;
  const platforms = await Promise.all(
    (["arm64", "amd64"] as const).map(async (architecture) =>
      describePlatform(architecture, await inspectEmulation(architecture, engine)),
    ),
  );
  const docker =
    engine.storageDriver === "vfs"
      ? warning(
          "Docker engine",
          detail,
          "vfs copies every layer in full: slow and large. Use overlay2 if the disk can.",
        )
      : ok("Docker engine", detail);
  return { findings: [docker, ...platforms], engine };
}

function describePlatform(architecture: DockerArchitecture, state: EmulationState): Finding {
  const what = `linux/${architecture}`;
  const install =
    "gcbench doctor --fix installs it on a Debian-family machine as root; elsewhere install QEMU user mode with binfmt.";
  switch (state.status) {
    case "native":
      return ok(what, "native");
    case "ready":
      return ok(
        what,
        `emulated by QEMU ${state.version ?? "(version unknown)"} (${state.interpreter}, flags ${state.flags})`,
      );
    case "unknown":
      return ok(what, "the engine runs on another kernel; the first container will tell");
    case "missing":
      return fault(what, "QEMU is not registered with the kernel", install);
    case "disabled":
      return fault(what, `${state.interpreter} is registered but switched off`, install);
    case "no-fix-binary":
      return fault(
        what,
        `${state.interpreter} is registered without the F flag that containers need`,
        install,
      );
  }
}
