import { existsSync, readFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import type { DockerArchitecture } from "../contract/architecture.ts";
import { GeosBenchError } from "../contract/errors.ts";
import { parseOsRelease } from "./os-release.ts";

type OsFamily = "debian" | "fedora" | "linux" | "macos" | "windows";

export interface HostFacts {
  readonly family: OsFamily;
  /** For messages: "Debian GNU/Linux 12 (bookworm)", "macOS". */
  readonly osName: string;
  /** The distribution's own id and release name ("debian", "bookworm"); undefined outside Linux. */
  readonly distribution: string | undefined;
  readonly codename: string | undefined;
  readonly root: boolean;
  readonly architecture: DockerArchitecture;
  readonly memoryMiB: number;
  readonly cores: number;
  readonly init: "systemd" | "other";
}

/** What the functions below read, so that tests can describe a machine that they do not run on. */
export interface HostPorts {
  readonly platform: string;
  readonly arch: string;
  readonly uid: number | undefined;
  readonly readText: (path: string) => string | undefined;
  readonly exists: (path: string) => boolean;
  readonly memoryBytes: number;
  readonly cores: number;
}

export function detectHost(ports: HostPorts = realPorts()): HostFacts {
  const release = parseOsRelease(ports.readText("/etc/os-release") ?? "");
  const linux = ports.platform === "linux";
  return {
    family: familyOf(ports.platform, release),
    osName: linux ? (release["PRETTY_NAME"] ?? "Linux") : (osNames[ports.platform] ?? ports.platform),
    distribution: linux ? release["ID"] : undefined,
    codename: linux ? release["VERSION_CODENAME"] : undefined,
    root: ports.uid === 0,
    architecture: architectureOf(ports.arch),
    memoryMiB: Math.floor(ports.memoryBytes / 2 ** 20),
    cores: ports.cores,
    // The test that systemd documents in sd_booted(3).
    init: ports.exists("/run/systemd/system") ? "systemd" : "other",
  };
}

const osNames: Record<string, string> = { darwin: "macOS", win32: "Windows" };

function familyOf(platform: string, release: Record<string, string>): OsFamily {
  if (platform === "darwin") return "macos";
  if (platform === "win32") return "windows";
  const ids = `${release["ID"] ?? ""} ${release["ID_LIKE"] ?? ""}`.split(/\s+/);
  if (ids.includes("debian") || ids.includes("ubuntu")) return "debian";
  if (ids.includes("fedora") || ids.includes("rhel")) return "fedora";
  return "linux";
}

function architectureOf(arch: string): DockerArchitecture {
  if (arch === "x64") return "amd64";
  if (arch === "arm64") return "arm64";
  throw new GeosBenchError(`This machine's architecture is ${arch}; the images exist for x64 and arm64.`, {
    code: "unsupported-architecture",
    hint: "Point DOCKER_HOST at an x86-64 or ARM64 machine's Docker engine and run there.",
  });
}

function realPorts(): HostPorts {
  return {
    platform: process.platform,
    arch: process.arch,
    uid: process.getuid?.(),
    readText: (path) => (existsSync(path) ? readFileSync(path, "utf8") : undefined),
    exists: existsSync,
    memoryBytes: totalmem(),
    cores: availableParallelism(),
  };
}
