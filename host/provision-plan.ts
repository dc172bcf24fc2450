import type { EmulationState } from "./binfmt.ts";
import type { HostFacts } from "./detect-host.ts";
import type { EngineState } from "./docker-engine.ts";

type ProvisionStepId =
  | "install-packages"
  | "mount-binfmt"
  | "register-emulation"
  | "start-engine"
  | "start-docker-desktop"
  | "join-docker-group";

export interface ProvisionStep {
  readonly id: ProvisionStepId;
  /** What it does, for the reader: "Install docker.io, mmdebstrap". */
  readonly title: string;
  /** As a person would type it, without sudo. */
  readonly commands: readonly (readonly string[])[];
}

export interface ProvisionPlan {
  readonly steps: readonly ProvisionStep[];
  /** Whether this process may carry the steps out itself. */
  readonly automatic: boolean;
  /** Why not, where it may not. */
  readonly reason: string | undefined;
}

export interface ProvisionNeeds {
  readonly engine: EngineState["status"];
  /** Whether DOCKER_HOST or a Docker context names the engine: then ours to set up is not the one that is asked for. */
  readonly engineChosen: boolean;
  /** Of the architecture that the engine is not; "native" where none is wanted. */
  readonly emulation: EmulationState["status"];
  readonly binfmtMounted: boolean;
  readonly missingPrograms: readonly string[];
}

/** What has to be done on this host before containers of the wanted platforms run, and whether we may do it. */
export function planProvisioning(host: HostFacts, needs: ProvisionNeeds): ProvisionPlan {
  const steps = stepsFor(host, needs);
  const reason = whyNotAutomatic(host, needs);
  return { steps, automatic: reason === undefined, reason };
}

function stepsFor(host: HostFacts, needs: ProvisionNeeds): ProvisionStep[] {
  if (needs.engine !== "ready" && needs.engineChosen) return [];
  if (host.family === "macos" || host.family === "windows") return desktopSteps(host, needs);
  const packages = packagesFor(host, needs);
  const steps: ProvisionStep[] = [];
  if (packages.length > 0) steps.push(installStep(host, packages));
  if (needs.engine === "not-installed" || needs.engine === "not-running") {
    const commands =
      host.init === "systemd" ? [["systemctl", "enable", "--now", "docker"]] : [["setsid", "-f", "dockerd"]];
    steps.push({ id: "start-engine", title: "Start the Docker engine", commands });
  }
  if (needs.engine === "permission-denied") {
    const commands = [["usermod", "-aG", "docker", "$USER"]];
    steps.push({ id: "join-docker-group", title: "Join the docker group, then log in again", commands });
  }
  if (needs.emulation === "native" || needs.emulation === "ready" || needs.emulation === "unknown")
    return steps;
  if (!needs.binfmtMounted) {
    const commands = [["mount", "-t", "binfmt_misc", "binfmt_misc", "/proc/sys/fs/binfmt_misc"]];
    steps.push({ id: "mount-binfmt", title: "Mount the kernel's binfmt_misc", commands });
  }
  const register =
    host.family === "debian" ? ["update-binfmts", "--enable"] : ["systemctl", "restart", "systemd-binfmt"];
  steps.push({ id: "register-emulation", title: "Register QEMU with the kernel", commands: [register] });
  return steps;
}

function packagesFor(host: HostFacts, needs: ProvisionNeeds): string[] {
  const debian = host.family === "debian";
  const emulate =
    needs.emulation !== "native" && needs.emulation !== "ready" && needs.emulation !== "unknown";
  const packages: string[] = [];
  if (needs.engine === "not-installed") packages.push(debian ? "docker.io" : "moby-engine");
  if (emulate) packages.push("qemu-user-static", ...(debian ? ["binfmt-support"] : []));
  if (debian && needs.missingPrograms.includes("mmdebstrap")) {
    // Other Debian-family releases lack the keys that trixie is signed with.
    packages.push("mmdebstrap", ...(host.distribution === "debian" ? [] : ["debian-archive-keyring"]));
  }
  if (debian && needs.missingPrograms.includes("pip3")) packages.push("python3-pip");
  return packages;
}

function installStep(host: HostFacts, packages: string[]): ProvisionStep {
  const title = `Install ${packages.join(", ")}`;
  if (host.family !== "debian") {
    return { id: "install-packages", title, commands: [["dnf", "install", "-y", ...packages]] };
  }
  // Another apt at work (unattended upgrades on a fresh machine) is waited for, not an error.
  const apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300"];
  const install = [...apt, "install", "-y", "--no-install-recommends", ...packages];
  return { id: "install-packages", title, commands: [[...apt, "update"], install] };
}

function desktopSteps(host: HostFacts, needs: ProvisionNeeds): ProvisionStep[] {
  if (needs.engine === "ready") return [];
  const install =
    host.family === "macos"
      ? ["brew", "install", "--cask", "docker"]
      : ["winget", "install", "Docker.DockerDesktop"];
  const start = host.family === "macos" ? ["open", "-a", "Docker"] : ["start", "Docker Desktop"];
  const commands = needs.engine === "not-installed" ? [install, start] : [start];
  return [{ id: "start-docker-desktop", title: "Start Docker Desktop (it brings QEMU along)", commands }];
}

function whyNotAutomatic(host: HostFacts, needs: ProvisionNeeds): string | undefined {
  if (needs.engine !== "ready" && needs.engineChosen)
    return "DOCKER_HOST or the Docker context names another engine";
  if (host.family !== "debian") return `automatic set-up knows Debian and Ubuntu, and this is ${host.osName}`;
  if (!host.root) return "this user is not root";
  return undefined;
}
