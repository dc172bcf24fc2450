import type { DockerArchitecture, Platform } from "../../contract/architecture.ts";

export function dockerArchitectureOf(platform: Platform): DockerArchitecture {
  return platform === "linux/arm64" ? "arm64" : "amd64";
}
