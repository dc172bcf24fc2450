import type { ContainerProperties } from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import { checkEnvironment } from "../job/check-environment.ts";
import { checkRequirement } from "../job/check-requirement.ts";
import { architectureOf, type Capability } from "../job/platform.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import { canonicalContainer } from "./canonical-container.ts";
import { checkPlatform } from "./check-platform.ts";
import { checkVolumes } from "./check-volumes.ts";
import type { DefinedContainer } from "./defined-container.ts";

type Container = Validated<ContainerProperties>;

/** A container that is alone in its job, or alone on its node, as it is shown. */
export function checkContainer(given: Container | undefined, capability: Capability): DefinedContainer {
  const image = checkParts(given, capability);
  const container = { ...given, image };
  architectureOf(container, capability);
  checkRequirement(container, capability);
  checkVolumes(container);
  return canonicalContainer(container, capability);
}

/** What every container must have, wherever it stands, with the members that its task has for it; its image. */
export function checkParts(container: Container | undefined, capability: Capability): string {
  if (!container?.image) throw resourceErrors.invalid("Container image is required.");
  checkPlatform(container, capability);
  checkEnvironment(container.environment);
  checkRange("swappiness", container.linuxParameters?.swappiness, 0, 100);
  return container.image;
}
