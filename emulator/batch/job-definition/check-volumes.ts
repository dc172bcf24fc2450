import type { ContainerProperties } from "@aws-sdk/client-batch";
import { resourceErrors } from "../resource/errors.ts";

/**
 * API reference, Volume: up to 255 letters, digits, hyphens and underscores. Others fail on AWS
 * (Netflix/metaflow#676); ECS's words for it: openfresh/ecs-formation#22.
 */
export function checkVolumes({ volumes = [] }: Pick<ContainerProperties, "volumes">): void {
  const names = new Set<string>();
  for (const { name = "" } of volumes) {
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
      throw resourceErrors.invalid(`volume.name contains invalid characters, given "${name}"`);
    }
    if (names.has(name)) throw resourceErrors.invalid(`volume.name must be unique, given "${name}" twice`);
    names.add(name);
  }
}
