import { mkdir } from "node:fs/promises";
import type { HostFacts } from "./detect-host.ts";
import type { DockerEngine } from "./docker-engine.ts";
import type { Report } from "./progress.ts";
import type { ProvisionPlan, ProvisionStep } from "./provision-plan.ts";
import { runCommand, type RunCommand } from "./run-command.ts";
import { startEngine } from "./start-engine.ts";

export interface ProvisionOptions {
  readonly report: Report;
  readonly signal?: AbortSignal | undefined;
}

interface ProvisionPorts {
  readonly run: RunCommand;
  readonly start: (host: HostFacts, signal?: AbortSignal) => Promise<DockerEngine>;
}

/** Carries a plan out, one reported line per action. Call it with an automatic plan only. */
export async function provisionEngine(
  host: HostFacts,
  plan: ProvisionPlan,
  options: ProvisionOptions,
  ports: ProvisionPorts = { run: runCommand, start: startEngine },
): Promise<void> {
  for (const step of plan.steps) {
    options.report({ title: "Docker", detail: step.title });
    options.signal?.throwIfAborted();
    await carryOut(step, host, options, ports);
  }
}

async function carryOut(
  step: ProvisionStep,
  host: HostFacts,
  { report, signal }: ProvisionOptions,
  { run, start }: ProvisionPorts,
): Promise<void> {
  if (step.id === "start-engine") {
    await start(host, signal);
    return;
  }
  if (step.id === "mount-binfmt")
    await mkdir("/proc/sys/fs/binfmt_misc", { recursive: true }).catch(() => {});
  for (const argv of step.commands) {
    await run(argv, {
      signal,
      env: { DEBIAN_FRONTEND: "noninteractive" },
      onLine: (line) => {
        const action = /^(?:Unpacking|Setting up) (\S+)/.exec(line);
        if (action) report({ title: "Docker", detail: action[0] });
      },
    });
  }
}
