import type { DockerArchitecture } from "../../contract/architecture.ts";
import type { ImageRecipe } from "./obtain-image.ts";
import { pythonToolPath, pythonToolRoot } from "./python-tool.ts";

/** moto, which answers for IAM, EC2, SQS and others in the local AWS. Made only when one of them is asked for. */
export function motoImage(
  architecture: DockerArchitecture,
  env: Readonly<Record<string, string | undefined>> = process.env,
): ImageRecipe {
  return {
    kind: "moto",
    title: "moto image",
    architecture,
    given: env["GCBENCH_MOTO_IMAGE"],
    pullFrom: "docker.io/motoserver/moto:5.2.1",
    root: pythonToolRoot({ tool: "moto", title: "moto" }, architecture),
    config: {
      Env: [pythonToolPath("moto"), "PYTHONUNBUFFERED=1"],
      ExposedPorts: { "5000/tcp": {}, "5001/tcp": {} },
      Entrypoint: ["/opt/moto/bin/python", "-m", "moto.server"],
    },
  };
}
