import type { Architecture } from "../../../contract/architecture.ts";
import { blocks, strings } from "../deployment/attributes.ts";
import type { Deployment } from "../deployment/deployment.ts";

/** AWS's public parameters of the ECS images (ECS developer guide, "Retrieving Amazon ECS-optimized Linux AMI metadata"). */
const parameterPattern =
  /^(?:resolve:ssm:)?\/aws\/service\/ecs\/optimized-ami\/[a-z0-9-]+\/(arm64\/)?recommended/;

/**
 * The architecture of a machine image, from how it is looked up: by AWS's public parameter, or by a filter for
 * `architecture`. `undefined` for an id, which says nothing.
 */
export function machineImageArchitecture(image: unknown, deployment: Deployment): Architecture | undefined {
  const source = deployment.find(image);
  if (source?.type === "aws_ami") {
    const [architecture] = blocks(source.attributes["filter"])
      .filter(({ name }) => name === "architecture")
      .flatMap(({ values }) => strings(values));
    return architecture === "arm64" || architecture === "x86_64" ? architecture : undefined;
  }
  const parameter = source?.type === "aws_ssm_parameter" ? source.attributes["name"] : image;
  const match = typeof parameter === "string" ? parameterPattern.exec(parameter) : null;
  if (!match) return undefined;
  return match[1] === undefined ? "x86_64" : "arm64";
}
