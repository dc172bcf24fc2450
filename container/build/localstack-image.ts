import { readFileSync } from "node:fs";
import type { DockerArchitecture } from "../../contract/architecture.ts";
import { trimRoot } from "./debian-trim.ts";
import { hostCertificates } from "./host-certificates.ts";
import type { ImageRecipe } from "./obtain-image.ts";
import { pythonIndexExports } from "./python-index.ts";

const beside = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

/**
 * LocalStack's last community release (later images ask for a token). Without a registry it is put together from PyPI,
 * every file by its hash: localstack-requirements.txt says how that list came about.
 */
export function localstackImage(
  architecture: DockerArchitecture,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ImageRecipe {
  return {
    kind: "localstack",
    title: "LocalStack image",
    architecture,
    given: env["GCBENCH_LOCALSTACK_IMAGE"],
    pullFrom: "docker.io/localstack/localstack:4.14.0",
    root: {
      architecture,
      packages: ["base-files", "coreutils", "dash", "python3", "python3-pip-whl", "python3-venv"],
      hook: `${beside("localstack-install.sh")}\n${trimRoot}`,
      inputs: {
        "localstack-requirements.txt": beside("localstack-requirements.txt"),
        "uv-requirements.txt": beside("uv-requirements.txt"),
      },
      hostInputs: async () => ({
        "certificates.pem": hostCertificates(),
        "python-index.sh": await pythonIndexExports(),
      }),
    },
    config: {
      Env: [
        "PATH=/opt/localstack/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "PYTHONUNBUFFERED=1",
        "GATEWAY_LISTEN=0.0.0.0:4566",
        "SERVICES=s3",
        "EAGER_SERVICE_LOADING=1",
        // Nothing of it is to look for the outside world: no events, no certificate, no name server.
        "DISABLE_EVENTS=1",
        "SKIP_SSL_CERT_DOWNLOAD=1",
        "DNS_ADDRESS=0",
      ],
      ExposedPorts: { "4566/tcp": {} },
      Entrypoint: ["/opt/localstack/bin/python", "-m", "localstack.runtime.main"],
    },
  };
}
