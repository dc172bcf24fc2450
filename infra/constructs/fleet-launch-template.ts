import {
  LaunchTemplate,
  type LaunchTemplateBlockDeviceMappings,
  type LaunchTemplateNetworkInterfaces,
} from "@cdktf/provider-aws/lib/launch-template/index.js";
import type { CpuOptions } from "../../contract/cpu-options.ts";
import type { InstanceType } from "../../contract/instance-types.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { BenchStack } from "../bench-stack.ts";
import { rootDevice } from "../config/root-device.ts";
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
  /**
   * `dedicated`: on hosts that run no other account's instances (EC2 user guide, "Dedicated Instances").
   * @default "default"
   */
  readonly tenancy?: "default" | "dedicated";
  /**
   * Snapshot of a volume with input data.
   * @default - none: jobs fetch what they need
   */
  readonly inputSnapshot?: string | undefined;
  /**
   * Groups of the instance's EFA interfaces, one for each of its network cards.
   * @default - ordinary interfaces, with the groups of the environment
   */
  readonly fabric?: { readonly cards: number; readonly securityGroupIds: string[] } | undefined;
}

/**
 * How the instances of a fleet start: an encrypted gp3 volume with a scratch directory, metadata with session tokens
 * only, hyper-threads or not.
 */
export class FleetLaunchTemplate extends Construct {
  readonly template: LaunchTemplate;

  constructor(scope: Construct, id: string, props: FleetLaunchTemplateProps) {
    super(scope, id);
    const { name, instanceType, volumeGiB, cpuOptions, tenancy = "default", inputSnapshot, fabric } = props;
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
          deviceName: rootDevice,
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
        ...(inputSnapshot === undefined ? [] : [inputVolume(inputSnapshot)]),
      ],
      ...(fabric && { networkInterfaces: Array.from({ length: fabric.cards }, efaInterface(fabric)) }),
      // Two hops, or no container could ask: results record the instance type that a job really ran on, and costs
      // follow from it. A job can then get at the instance's role too, which is why that role can do nothing but run
      // containers.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 2 },
      userData: Buffer.from(scratchUserData({ hasInputVolume: inputSnapshot !== undefined })).toString(
        "base64",
      ),
      ...(cpuOptions && { cpuOptions }),
      ...(tenancy === "dedicated" && { placement: { tenancy } }),
      // Tags of the compute environment would force its replacement when they change; these do not.
      tagSpecifications: [
        { resourceType: "instance", tags },
        { resourceType: "volume", tags },
      ],
    });
  }
}

/** Of the snapshot's size. It is read once, from the beginning to the end: throughput, not operations, is what counts. */
const inputVolume = (snapshotId: string): LaunchTemplateBlockDeviceMappings => ({
  deviceName: "/dev/sdf",
  ebs: {
    snapshotId,
    volumeType: "gp3",
    throughput: 500,
    iops: 3000,
    encrypted: "true",
    deleteOnTermination: "true",
  },
});

/**
 * The first interface is the instance's; those of other cards have the second index of their card (EC2, "EFA"). Of an
 * instance with several, EC2 takes no word on public addresses, not even "false", and gives none: "The
 * associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces"
 * (terraform-provider-aws#10157, karpenter-provider-aws#5666).
 */
const efaInterface =
  ({ cards, securityGroupIds }: { readonly cards: number; readonly securityGroupIds: string[] }) =>
  (_: unknown, card: number): LaunchTemplateNetworkInterfaces => ({
    networkCardIndex: card,
    deviceIndex: card === 0 ? 0 : 1,
    interfaceType: "efa",
    securityGroups: securityGroupIds,
    ...(cards === 1 && { associatePublicIpAddress: "false" }),
    deleteOnTermination: "true",
  });
