import { instanceTypesOf, type InstanceType } from "../instance-types.ts";

const x86 = ["m6i", "c6i", "r6i", "c7i"] as const;

/**
 * What Batch itself chooses from (API reference, ComputeResource, instanceTypes). AWS moves on to newer families by and
 * by: these are those of the reference of November 2026.
 */
const bundles: Readonly<Record<string, readonly string[]>> = {
  optimal: x86,
  default_x86_64: x86,
  default_arm64: ["m6g", "c6g", "r6g", "c7g"],
};

/** The types that a compute environment may launch for a name: a type, a family or a bundle; empty for none of them. */
export function launchableTypes(name: string): readonly InstanceType[] {
  const families = Object.hasOwn(bundles, name) ? bundles[name] : undefined;
  return (families ?? [name]).flatMap(instanceTypesOf);
}
