import { readFileSync } from "node:fs";
import type { DockerArchitecture } from "../../contract/architecture.ts";
import type { DebianRoot } from "./debian-root.ts";
import { trimRoot } from "./debian-trim.ts";
import { hostCertificates } from "./host-certificates.ts";
import { pythonIndexExports } from "./python-index.ts";

interface PythonTool {
  /** Its environment is /opt/<tool>; <tool>-requirements.txt beside this file has its packages by version and hash. */
  readonly tool: string;
  readonly title: string;
  /** A folder that it writes to. */
  readonly folder?: string;
}

/** A Debian root with a program of PyPI's in an environment of its own. */
export function pythonToolRoot(
  { tool, title, folder }: PythonTool,
  architecture: DockerArchitecture,
): DebianRoot {
  const requirements = `${tool}-requirements.txt`;
  return {
    architecture,
    packages: ["base-files", "coreutils", "dash", "python3", "python3-pip-whl", "python3-venv"],
    hook: [
      `tool=${tool} title=${title}`,
      beside("venv-install.sh"),
      ...(folder === undefined ? [] : [`mkdir -p "$root${folder}"`]),
      trimRoot,
    ].join("\n"),
    inputs: {
      [requirements]: beside(requirements),
      "uv-requirements.txt": beside("uv-requirements.txt"),
    },
    hostInputs: async () => ({
      "certificates.pem": hostCertificates(),
      "python-index.sh": await pythonIndexExports(),
    }),
  };
}

/** Where an image of {@link pythonToolRoot} finds its programs. */
export const pythonToolPath = (tool: string): string =>
  `PATH=/opt/${tool}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;

const beside = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");
