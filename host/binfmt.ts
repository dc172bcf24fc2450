import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { DockerArchitecture } from "../contract/architecture.ts";
import { runCommand } from "./run-command.ts";

/** Whether this machine's kernel runs programs of an architecture, and through what. */
export type EmulationState =
  | { readonly status: "native" }
  | {
      readonly status: "ready";
      readonly interpreter: string;
      readonly flags: string;
      readonly version: string | null;
    }
  /** Registered, yet of no use to a container: switched off, or without the F flag (the kernel then looks for the
   * interpreter inside the container, where there is none). */
  | { readonly status: "disabled" | "no-fix-binary"; readonly interpreter: string; readonly flags: string }
  | { readonly status: "missing" }
  /** The engine's kernel is another one (Docker Desktop, DOCKER_HOST): only a container can tell. */
  | { readonly status: "unknown" };

export const binfmtFolder = "/proc/sys/fs/binfmt_misc";

const qemuNames: Record<DockerArchitecture, string> = { arm64: "aarch64", amd64: "x86_64" };

export interface BinfmtPorts {
  readonly list: () => readonly string[];
  readonly read: (name: string) => string;
  readonly versionOf: (interpreter: string) => Promise<string | null>;
}

export async function inspectEmulation(
  wanted: DockerArchitecture,
  engine: { readonly architecture: DockerArchitecture; readonly sharesKernel: boolean },
  ports: BinfmtPorts = realPorts,
): Promise<EmulationState> {
  if (wanted === engine.architecture) return { status: "native" };
  if (!engine.sharesKernel) return { status: "unknown" };
  // Debian calls it qemu-aarch64, Fedora qemu-aarch64-static; "aarch64_be" is another machine.
  const name = ports.list().find((entry) => new RegExp(`${qemuNames[wanted]}(?:-static)?$`).test(entry));
  if (name === undefined) return { status: "missing" };
  const text = ports.read(name);
  const interpreter = /^interpreter (.*)$/m.exec(text)?.[1] ?? "";
  const flags = /^flags: (.*)$/m.exec(text)?.[1]?.trim() ?? "";
  if (!text.startsWith("enabled")) return { status: "disabled", interpreter, flags };
  if (!flags.includes("F")) return { status: "no-fix-binary", interpreter, flags };
  return { status: "ready", interpreter, flags, version: await ports.versionOf(interpreter) };
}

const realPorts: BinfmtPorts = {
  list: () => {
    try {
      return readdirSync(binfmtFolder);
    } catch {
      return [];
    }
  },
  read: (name) => readFileSync(join(binfmtFolder, name), "utf8"),
  // The registered name is a link whose ending makes QEMU read its arguments in another way; its target does not.
  versionOf: async (interpreter) => {
    try {
      const banner = await runCommand([realpathSync(interpreter), "--version"]);
      return /version (\S+)/.exec(banner)?.[1] ?? null;
    } catch {
      return null;
    }
  },
};
