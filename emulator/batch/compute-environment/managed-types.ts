import type { ManagedInstancesProvider } from "@aws-sdk/client-batch";
import { instanceTypes, type InstanceType } from "../../../contract/instance-types.ts";
import type { Validated } from "../../model/validated.ts";

/**
 * What ECS may launch for an environment of managed instances, small ones first: "if not specified, all available
 * instance types are eligible" (API reference, InstanceLaunchTemplate). A name may have wildcards, as EC2's
 * AllowedInstanceTypes ("m5.8xlarge", "c5*.*", "r*"). Bare metal only where it is named.
 */
export function managedTypes(
  provider: Validated<ManagedInstancesProvider> | undefined,
): readonly InstanceType[] {
  const allowed = provider?.instanceLaunchTemplate.instanceRequirements?.allowedInstanceTypes;
  return allowed?.length ? allowed.flatMap(matching) : [...instanceTypes.values()].filter(isUsual);
}

/** The types that one name of `allowedInstanceTypes` means; empty for a name of nothing. */
export function matching(name: string): readonly InstanceType[] {
  const type = instanceTypes.get(name);
  if (type) return [type];
  const pattern = new RegExp(`^${name.split("*").map(escape).join(".*")}$`);
  return [...instanceTypes.values()].filter((of) => isUsual(of) && pattern.test(of.name));
}

const isUsual = ({ isBareMetal }: InstanceType): boolean => !isBareMetal;
const escape = (text: string): string => text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
