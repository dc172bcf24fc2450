import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Ports } from "../../../../runner/ports.ts";
import { openStore } from "../../../../runner/store/open-store.ts";
import { createJournal } from "../../../../runner/system/journal.ts";
import { systemFiles } from "../../../../runner/system/system-files.ts";
import { standIn } from "./benchmark.ts";

export interface TestPorts extends Ports {
  readonly log: string[];
  readonly interrupt: (signal: NodeJS.Signals) => void;
  readonly output: string;
  readonly scratch: string;
}

/** A directory that is gone after the test. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), "gcbench-test-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Real processes and a real directory; `env` is added to what the runner and the stand-in see. */
export function testPorts(env: Record<string, string> = {}, more: Partial<Ports> = {}): TestPorts {
  const log: string[] = [];
  const requested = new AbortController();
  const scratch = temporaryDirectory();
  const all = {
    PATH: process.env["PATH"],
    AWS_EC2_METADATA_DISABLED: "true",
    GCBENCH_WORKLOAD: standIn,
    GCBENCH_SCRATCH: scratch,
    ...env,
  };
  return {
    env: all,
    log,
    scratch,
    output: temporaryDirectory(),
    interrupt: (signal) => requested.abort(signal),
    journal: createJournal((text) => log.push(text)),
    interruption: { requested: requested.signal, immediate: new AbortController().signal },
    now: () => new Date(),
    machine: { architecture: "x86_64", kernel: "Linux 6.1", logicalCpus: 2, files: systemFiles },
    readObject: () => Promise.reject(new Error("no S3 in this test")),
    freeBytes: () => Promise.resolve(Number.MAX_SAFE_INTEGER),
    openStore: (outputPath, attempt) => openStore(outputPath, attempt, { env: all, log: () => {} }),
    runnerVersion: "0.0.0",
    graceMs: 300,
    ...more,
  };
}
