import type { DockerArchitecture } from "../../contract/architecture.ts";
import type { ImageRecipe } from "./obtain-image.ts";
import { pythonToolPath, pythonToolRoot } from "./python-tool.ts";

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
    root: pythonToolRoot(
      { tool: "localstack", title: "LocalStack", folder: "/var/lib/localstack" },
      architecture,
    ),
    config: {
      Env: [
        pythonToolPath("localstack"),
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
