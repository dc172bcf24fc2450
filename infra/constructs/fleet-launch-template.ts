import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template/index.js";
import type { CpuOptions } from "../../contract/cpu-options.ts";
import type { InstanceType } from "../../contract/instance-types.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { scratchUserData } from "./model-scratch.ts";

export interface FleetLaunchTemplateProps {
  readonly name: string;
  readonly instanceType: InstanceType;
  /** Size of the one volume: operating system, images, and what jobs keep in the scratch directory. */
  readonly volumeGiB: number;
  /**
   * Hyper-threads off compares cores with cores: a vCPU of c7i is a hyper-thread, a vCPU of Graviton or c7a a core.
   * @default - those of the instance type
   */
  readonly cpuOptions?: CpuOptions | undefined;
}

/**
 * How the instances of a fleet start: an encrypted gp3 volume with a scratch directory, metadata with session tokens
 * only, hyper-threads or not.
 */
export class FleetLaunchTemplate extends Construct {
  readonly template: LaunchTemplate;

  constructor(scope: Construct, id: string, props: FleetLaunchTemplateProps) {
    super(scope, id);
    const { name, instanceType, volumeGiB, cpuOptions } = props;
    if (cpuOptions && (instanceType.threadsPerCore === 1 || instanceType.isBareMetal)) {
      const why = instanceType.isBareMetal
        ? "is bare metal, whose CPU options cannot be chosen"
        : `has one thread per core (${instanceType.processor ?? instanceType.architecture})`;
      throw new GeosBenchError(
        `smt is off for ${name}, but ${instanceType.name} ${why}. Allowed: types with two, such as c7i.`,
        { code: "no-smt", hint: 'Leave "smt" out for this fleet.' },
      );
    }
    // The provider's default tags stop at its own resources: what Batch starts from this template has none of them.
    const tags = { ...BenchStack.of(this).tags, Name: name };
    this.template = new LaunchTemplate(this, "Default", {
      name,
      description: `Instances of ${name}`,
      updateDefaultVersion: true,
      blockDeviceMappings: [
        {
          // The root device of the ECS-optimised Amazon Linux 2023 image.
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: volumeGiB,
            // Twice the base rate, for input data that is fetched and read, and because pulling a large image starves
            // Docker otherwise (AWS HPC blog on DockerTimeoutError).
            throughput: 250,
            iops: 3000,
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      // Two hops, or no container could ask: results record the instance type that a job really ran on, and costs
      // follow from it. A job can then get at the instance's role too, which is why that role can do nothing but run
      // containers.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 2 },
      userData: Buffer.from(scratchUserData).toString("base64"),
      ...(cpuOptions && { cpuOptions }),
      // Tags of the compute environment would force its replacement when they change; these do not.
      tagSpecifications: [
        { resourceType: "instance", tags },
        { resourceType: "volume", tags },
      ],
    });
  }
}
