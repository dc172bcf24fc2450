import { expect, test, vi } from "vitest";
import type { DockerEngine } from "../../../host/docker-engine.ts";
import type { HostFacts } from "../../../host/detect-host.ts";
import { provisionEngine } from "../../../host/provision-engine.ts";
import type { ProvisionPlan } from "../../../host/provision-plan.ts";

const host = { family: "debian", root: true, init: "other" } as HostFacts;
const plan: ProvisionPlan = {
  automatic: true,
  reason: undefined,
  steps: [
    { id: "install-packages", title: "Install docker.io", commands: [["apt-get", "install", "docker.io"]] },
    { id: "start-engine", title: "Start the Docker engine", commands: [["dockerd"]] },
  ],
};

test("carries the steps out in order, says each, and starts the engine by its own function", async () => {
  const lines: string[] = [];
  const run = vi.fn(async (argv: readonly string[], options?: { onLine?: (line: string) => void }) => {
    options?.onLine?.("Unpacking docker.io (20.10) ...");
    return argv.join(" ");
  });
  const start = vi.fn(async () => ({}) as DockerEngine);
  await provisionEngine(host, plan, { report: ({ detail }) => lines.push(detail) }, { run, start });
  expect(lines).toEqual(["Install docker.io", "Unpacking docker.io", "Start the Docker engine"]);
  expect(run.mock.calls.map(([argv]) => argv)).toEqual([["apt-get", "install", "docker.io"]]);
  expect(start).toHaveBeenCalledOnce();
});

test("stops before the next step when it is aborted", async () => {
  const abort = new AbortController();
  const run = vi.fn(async () => {
    abort.abort(new Error("interrupted"));
    return "";
  });
  const start = vi.fn(async () => ({}) as DockerEngine);
  const options = { report: () => {}, signal: abort.signal };
  await expect(provisionEngine(host, plan, options, { run, start })).rejects.toThrow("interrupted");
  expect(start).not.toHaveBeenCalled();
});
