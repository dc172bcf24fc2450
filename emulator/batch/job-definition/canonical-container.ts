import type {
  ContainerProperties,
  KeyValuePair,
  LinuxParameters,
  LogConfiguration,
} from "@aws-sdk/client-batch";
import type { Validated } from "../../model/validated.ts";
import type { Capability } from "../job/platform.ts";

type Container = Validated<ContainerProperties>;

/**
 * A container as Batch keeps and shows it, which is not what was sent: lists that were not given are empty, and
 * variables without a value are not kept. What is normal is what terraform-provider-aws takes for no difference
 * (container_properties.go; its #12000, #13629, #26960, #29820).
 */
export function canonicalContainer<Given extends Container>(
  given: Given,
  capability: Capability = "EC2",
): Given {
  return {
    ...given,
    ...canonicalParts(given),
    volumes: given.volumes ?? [],
    ...(capability === "FARGATE" && {
      fargatePlatformConfiguration: given.fargatePlatformConfiguration ?? { platformVersion: "LATEST" },
    }),
  };
}

/** What a container has of its own, also where it is one of several in a task. */
export function canonicalParts({
  command = [],
  environment,
  mountPoints = [],
  resourceRequirements = [],
  secrets = [],
  ulimits = [],
  linuxParameters,
  logConfiguration,
}: Omit<Container, "volumes" | "fargatePlatformConfiguration">) {
  return {
    command,
    environment: variablesWithValue(environment),
    mountPoints,
    resourceRequirements,
    secrets,
    ulimits,
    ...(linuxParameters && { linuxParameters: canonicalLinux(linuxParameters) }),
    ...(logConfiguration && { logConfiguration: canonicalLog(logConfiguration) }),
  };
}

/** Variables as a definition or a job keeps them: those whose value is not empty. */
export function variablesWithValue(variables: readonly KeyValuePair[] = []): KeyValuePair[] {
  return variables.filter(({ value }) => value);
}

function canonicalLinux(given: Validated<LinuxParameters>): Validated<LinuxParameters> {
  return {
    ...given,
    devices: (given.devices ?? []).map((device) => ({ ...device, permissions: device.permissions ?? [] })),
    tmpfs: (given.tmpfs ?? []).map((mount) => ({ ...mount, mountOptions: mount.mountOptions ?? [] })),
  };
}

function canonicalLog(given: Validated<LogConfiguration>): Validated<LogConfiguration> {
  return { ...given, options: given.options ?? {}, secretOptions: given.secretOptions ?? [] };
}
