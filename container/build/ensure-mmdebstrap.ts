import { GeosBenchError } from "../../contract/errors.ts";
import type { HostFacts } from "../../host/detect-host.ts";
import { findProgram } from "../../host/find-program.ts";
import { runCommand } from "../../host/run-command.ts";
import { withImageLock } from "./image-lock.ts";

/** The path of mmdebstrap, installed first where that is possible. */
export async function ensureMmdebstrap(host: HostFacts, signal?: AbortSignal): Promise<string> {
  const there = await findProgram("mmdebstrap");
  if (there) return there;
  if (host.family !== "debian" || !host.root) {
    throw new GeosBenchError(
      "No image registry answers, and base images can be unpacked from Debian packages only with mmdebstrap.",
      {
        code: "unpack-not-possible",
        hint:
          host.family === "debian"
            ? "Install it: `sudo apt-get install mmdebstrap uidmap debian-archive-keyring`."
            : "Make a registry reachable, or name images you have: GCBENCH_BASE_IMAGE, GCBENCH_TOOLCHAIN_IMAGE, GCBENCH_LOCALSTACK_IMAGE.",
      },
    );
  }
  // Several images are made at once, and apt allows one at a time.
  return withImageLock(
    "mmdebstrap",
    async () => (await findProgram("mmdebstrap")) ?? (await install(host, signal)),
    {
      signal,
    },
  );
}

async function install(host: HostFacts, signal: AbortSignal | undefined): Promise<string> {
  const packages = ["mmdebstrap", ...(host.distribution === "debian" ? [] : ["debian-archive-keyring"])];
  const apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300"];
  const options = { signal, env: { DEBIAN_FRONTEND: "noninteractive" } };
  await runCommand([...apt, "update"], options);
  await runCommand([...apt, "install", "-y", "--no-install-recommends", ...packages], options);
  return (await findProgram("mmdebstrap")) ?? "mmdebstrap";
}
