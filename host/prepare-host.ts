import { readdirSync } from "node:fs";
import type { DockerArchitecture, Platform } from "../contract/architecture.ts";
import { GeosBenchError } from "../contract/errors.ts";
import { binfmtFolder, inspectEmulation, type EmulationState } from "./binfmt.ts";
import { describePlan } from "./describe-plan.ts";
import { detectHost, type HostFacts } from "./detect-host.ts";
import { inspectEngine, type DockerEngine, type EngineState } from "./docker-engine.ts";
import { findProgram } from "./find-program.ts";
import type { Report } from "./progress.ts";
import { provisionEngine } from "./provision-engine.ts";
import { planProvisioning, type ProvisionPlan } from "./provision-plan.ts";

export interface PrepareHostOptions {
  readonly platforms: readonly Platform[];
  /** false: change nothing on this machine; say what would be done. */
  readonly provision: boolean;
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
}

export interface PreparedHost {
  readonly host: HostFacts;
  readonly engine: DockerEngine;
  readonly emulation: Readonly<Record<Platform, EmulationState>>;
  /** What works but should be known: a slow storage driver, an old QEMU. */
  readonly warnings: readonly string[];
}

/** An engine that answers and runs the wanted platforms, set up where that is needed and allowed. */
export async function prepareHost(options: PrepareHostOptions): Promise<PreparedHost> {
  const host = detectHost();
  const before = await look(host, options);
  if (before.plan.steps.length > 0 || before.state.status !== "ready") {
    if (!before.plan.automatic || !options.provision) throw refusal(host, before, options.provision);
    await provisionEngine(host, before.plan, options);
  }
  const { state, emulation } = before.plan.steps.length > 0 ? await look(host, options) : before;
  if (state.status !== "ready") throw state.error;
  for (const platform of options.platforms) requireEmulation(platform, emulation[platform]);
  return { host, engine: state.engine, emulation, warnings: warningsOf(state.engine) };
}

interface Look {
  readonly state: EngineState;
  readonly emulation: Record<Platform, EmulationState>;
  readonly plan: ProvisionPlan;
}

async function look(host: HostFacts, { platforms, signal }: PrepareHostOptions): Promise<Look> {
  const state = await inspectEngine(signal);
  // With no engine yet, the one that is about to be installed has this machine's architecture and kernel.
  const engine =
    state.status === "ready"
      ? state.engine
      : {
          architecture: host.architecture,
          sharesKernel: process.platform === "linux" && state.status !== "unreachable",
        };
  const [arm64, amd64] = await Promise.all([
    inspectEmulation("arm64", engine),
    inspectEmulation("amd64", engine),
  ]);
  const emulation: Record<Platform, EmulationState> = { "linux/arm64": arm64, "linux/amd64": amd64 };
  const foreign: Platform = engine.architecture === "amd64" ? "linux/arm64" : "linux/amd64";
  const plan = planProvisioning(host, {
    engine: state.status,
    engineChosen: state.status !== "ready" && state.endpoint.source !== "default",
    emulation: platforms.includes(foreign) ? emulation[foreign].status : "native",
    binfmtMounted: mounted(),
    // Both only help to make images, so their absence alone is no reason to set anything up.
    missingPrograms: state.status === "ready" ? [] : await missingOf(["mmdebstrap", "pip3"]),
  });
  return { state, emulation, plan };
}

async function missingOf(programs: readonly string[]): Promise<string[]> {
  const found = await Promise.all(programs.map((program) => findProgram(program)));
  return programs.filter((_, index) => !found[index]);
}

function mounted(): boolean {
  try {
    return readdirSync(binfmtFolder).includes("register");
  } catch {
    return false;
  }
}

function refusal(host: HostFacts, { state, plan }: Look, provision: boolean): GeosBenchError {
  const missing =
    state.status === "ready" ? "QEMU is not registered for the other architecture." : state.error.message;
  const reason = plan.reason ?? (provision ? "" : "set-up was refused (--no-provision)");
  if (plan.steps.length === 0 && state.status !== "ready") return state.error;
  return new GeosBenchError(missing, {
    code: state.status === "ready" ? "emulation-missing" : state.error.code,
    hint: `Not done here, because ${reason}. Type:\n${describePlan(host, plan)}`,
  });
}

function requireEmulation(platform: Platform, state: EmulationState): void {
  if (state.status === "native" || state.status === "ready" || state.status === "unknown") return;
  const architecture: DockerArchitecture = platform === "linux/arm64" ? "arm64" : "amd64";
  throw new GeosBenchError(
    `This machine cannot run ${platform} containers: QEMU is ${describe(state.status)}.`,
    {
      code: "emulation-missing",
      hint: `Register it: \`docker run --privileged --rm tonistiigi/binfmt --install ${architecture}\`, or install qemu-user-static and binfmt-support.`,
    },
  );
}

function describe(status: "disabled" | "no-fix-binary" | "missing"): string {
  if (status === "missing") return "not registered with the kernel";
  return status === "disabled"
    ? "registered but switched off"
    : "registered without the F flag that containers need";
}

function warningsOf(engine: DockerEngine): string[] {
  if (engine.storageDriver !== "vfs") return [];
  return [
    "Docker's storage driver is vfs: every layer is a full copy, slow and large. Use overlay2 if the disk can.",
  ];
}
