import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami/index.js";
import { BatchComputeEnvironment } from "@cdktf/provider-aws/lib/batch-compute-environment/index.js";
import type { InstanceType } from "../../contract/instance-types.ts";
import { defaultMaxInstances } from "../config/defaults.ts";
import { Construct, Fn, Op, Token } from "../cdk.ts";
import type { FleetLaunchTemplate } from "./fleet-launch-template.ts";
import type { InstanceRole } from "./instance-role.ts";
import type { AttachedSubnet } from "./vpc-attachment.ts";

export interface ComputeEnvironmentProps {
  readonly name: string;
  /** The one type of its instances, so that every result of the environment is of the same hardware. */
  readonly instanceType: InstanceType;
  readonly subnets: readonly AttachedSubnet[];
  /** Names of the zones that offer the instance type. */
  readonly offeringZones: string[];
  readonly securityGroupIds: string[];
  /**
   * Placement group of its instances.
   * @default - none: wherever there is room
   */
  readonly placementGroup?: string | undefined;
  readonly instanceRole: InstanceRole;
  readonly launchTemplate: FleetLaunchTemplate;
  /**
   * How many instances may run at once.
   * @default 4
   */
  readonly maxInstances?: number;
  /**
   * How many instances run even while the queue is empty.
   * @default 0
   */
  readonly minInstances?: number;
  /**
   * Machine image of the instances.
   * @default - Batch's choice, which changes when instances are replaced
   */
  readonly amiId?: string | undefined;
  /**
   * Whether instances are Spot: cheaper, and taken back at two minutes' notice. For throughput, not for comparisons.
   * @default false
   */
  readonly spot?: boolean;
}

/**
 * Strategies with which Batch updates an environment in place *and* the provider asks it to. Batch would with
 * SPOT_PRICE_CAPACITY_OPTIMIZED too (user guide, "Perform infrastructure updates"), but up to 5.100.0 the provider plans
 * a replacement then (terraform-provider-aws#38695), which fails: the name is taken. With one instance type the price
 * has little to choose from anyway, only between zones.
 */
const strategy = { onDemand: "BEST_FIT_PROGRESSIVE", spot: "SPOT_CAPACITY_OPTIMIZED" } as const;

/**
 * A managed environment that Batch can update in place: no service role (then the service-linked one works) and one of
 * the strategies above are the two conditions. `desired_vcpus` belongs to Batch, and tags of the instances force a
 * replacement: neither is set.
 *
 * The name is fixed rather than generated from a prefix, because users and the local Batch name it. A prefix lets a
 * replacement be created before the old one is destroyed; here only on-demand and Spot replace each other, and a Spot
 * fleet has a name of its own. Instance type, launch template, subnets, groups and limits are updated in place.
 */
export class ComputeEnvironment extends Construct {
  readonly environment: BatchComputeEnvironment;

  constructor(scope: Construct, id: string, props: ComputeEnvironmentProps) {
    super(scope, id);
    const {
      name,
      instanceType,
      subnets,
      offeringZones,
      securityGroupIds,
      placementGroup,
      instanceRole,
      maxInstances = defaultMaxInstances,
      minInstances = 0,
      amiId,
      spot = false,
    } = props;
    const { template } = props.launchTemplate;
    // Looked up with what it is for: the plan refuses an image of the other architecture, and one that is gone.
    const image =
      amiId === undefined
        ? undefined
        : new DataAwsAmi(this, "image", {
            // Whoever owns it: images of one's own, the ECS-optimised ones of Amazon.
            owners: ["self", "amazon"],
            // AWS deprecates its images after some time and lets them be started from then on too. A series that is pinned
            // to one could otherwise deploy nothing more.
            includeDeprecated: true,
            filter: [
              { name: "image-id", values: [amiId] },
              { name: "architecture", values: [instanceType.architecture] },
            ],
          });
    const zones = subnets.map(({ zone }) => zone);
    this.environment = new BatchComputeEnvironment(this, "Default", {
      computeEnvironmentName: name,
      type: "MANAGED",
      state: "ENABLED",
      computeResources: {
        type: spot ? "SPOT" : "EC2",
        allocationStrategy: spot ? strategy.spot : strategy.onDemand,
        instanceType: [instanceType.name],
        // The default of Batch was Amazon Linux 2 until 2026; that one is at its end of life.
        ec2Configuration: [{ imageType: "ECS_AL2023", ...(image && { imageIdOverride: image.id }) }],
        minVcpus: minInstances * instanceType.vcpus,
        maxVcpus: maxInstances * instanceType.vcpus,
        subnets: subnets.map(({ id: subnetId }) => subnetId),
        securityGroupIds,
        ...(placementGroup !== undefined && { placementGroup }),
        instanceRole: instanceRole.profile.arn,
        launchTemplate: {
          launchTemplateId: template.id,
          // A number: Batch resolves "$Latest" once, when the environment is created, and keeps that version.
          version: Token.asString(template.latestVersion),
        },
      },
      // An update waits for running benchmarks: a killed one is hours of compute for nothing.
      updatePolicy: { terminateJobsOnUpdate: false, jobExecutionTimeoutMinutes: 360 },
      dependsOn: [instanceRole.attachment],
      lifecycle: {
        createBeforeDestroy: true,
        precondition: [
          {
            // Not `== 0`: CDKTF writes a 0 as "undefined". Batch takes any subnet, and says nothing when instances of the type cannot start there.
            condition: Op.lt(Fn.lengthOf(Fn.setsubtract(zones, offeringZones)), 1),
            errorMessage:
              `${name} has subnets in ${Fn.join(", ", zones)}, and ${instanceType.name} is offered in ` +
              `${Fn.join(", ", offeringZones)}. Name the zones in "network": {"zones": […]} and those of this fleet in ` +
              'its "subnets".',
          },
        ],
      },
    });
  }
}
