import { closingVariables } from "../../contract/closing-variables.ts";
import { instanceType } from "../../contract/instance-types.ts";
import { fleetNames } from "../../contract/names.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { EnvironmentConfig } from "../config/environment.ts";
import type { FleetConfig } from "../config/fleet.ts";
import { roomOfFleet } from "../config/fleet-room.ts";
import { requestsFor } from "../config/job-requests.ts";
import { AccessPolicies } from "../constructs/access-policies.ts";
import { Fleet } from "../constructs/fleet.ts";
import { InputData } from "../constructs/input-data.ts";
import { InstanceRole } from "../constructs/instance-role.ts";
import { JobRoles } from "../constructs/job-roles.ts";
import { Notifications } from "../constructs/notifications.ts";
import { zonesWithType } from "../constructs/offered-zones.ts";
import { subnetsFor } from "../constructs/vpc-attachment.ts";
import { addOutputs, type StackOutputs } from "../outputs.ts";
import type { FoundationStack } from "./foundation-stack.ts";

/** What computes: the fleets and the roles of their jobs. Nothing in it is worth keeping. */
export class BatchStack extends BenchStack {
  readonly fleets: readonly Fleet[];

  constructor(scope: Construct, id: string, config: EnvironmentConfig, foundation: FoundationStack) {
    super(scope, id, config);
    const { network, securityGroup, registry, results, logs, site } = foundation;
    const instanceRole = new InstanceRole(this, "instance-role");
    const input = new InputData(config.inputBuckets);
    // By the endpoint of its own where there is no way out, which is there for those whom the topic writes to.
    const reachesTopic = network.reachesInternet || config.operations.emails.length > 0;
    const topicKey = reachesTopic ? foundation.key : undefined;
    const roles = new JobRoles(this, "roles", { registry, results, logs, input, site, topicKey });
    const closingEnvironment = {
      [closingVariables.results]: results.outputPath(this),
      ...(site && {
        [closingVariables.site]: `s3://${site.nameIn(this)}`,
        [closingVariables.siteUrl]: `${site.url}/`,
        // CloudFront's API has no endpoint in a VPC that we know of.
        ...(network.reachesInternet && { [closingVariables.distribution]: site.distributionId }),
      }),
      ...(reachesTopic && { [closingVariables.topic]: Notifications.topicArn(this) }),
    };
    const types = [...new Set(config.fleets.map(({ instanceType: name }) => name))];
    const offered = new Construct(this, "offered");
    const offeringZones = new Map(types.map((type) => [type, zonesWithType(offered, type)]));
    this.fleets = config.fleets.map(
      (fleet) =>
        new Fleet(this, fleet.name, {
          fleet,
          imageArchitectures: config.image.architectures,
          image: registry.imageUri(this, config.image),
          subnets: subnetsFor(network, fleet.subnets),
          offeringZones: offeringZones.get(fleet.instanceType) ?? [],
          securityGroupIds: [securityGroup.group.id],
          vpcId: network.vpcId,
          instanceRole,
          roles,
          logs,
          outputPath: results.outputPath(this),
          closingEnvironment,
          timeoutHours: config.jobTimeoutHours,
        }),
    );
    const access = new AccessPolicies(this, "access", {
      fleets: config.fleets.map(({ name }) => fleetNames(name, this.prefix)),
      results,
      logs,
    });
    addOutputs(this, "batch", {
      region: this.region,
      output_path: results.outputPath(this),
      submit_policy_arn: access.submitArn,
      read_policy_arn: access.readArn,
      fleets: Object.fromEntries(config.fleets.map((fleet) => describeFleet(fleet, this.prefix))),
    });
  }
}

function describeFleet(
  fleet: FleetConfig,
  prefix: string,
): [name: string, StackOutputs<"batch">["fleets"][string]] {
  const { computeEnvironment, jobQueue, jobDefinition, ...more } = fleetNames(fleet.name, prefix);
  const { modelJobDefinition, closingJobDefinition, multiNodeJobDefinition } = more;
  const type = instanceType(fleet.instanceType);
  const { vcpus, memoryMiB } = requestsFor(fleet, type);
  return [
    fleet.name,
    {
      compute_environment: computeEnvironment,
      job_queue: jobQueue,
      job_definition: jobDefinition,
      model_job_definition: modelJobDefinition,
      closing_job_definition: closingJobDefinition,
      ...(fleet.nodes !== undefined && { multi_node_job_definition: multiNodeJobDefinition }),
      instance_type: type.name,
      architecture: type.architecture,
      spot: fleet.spot,
      shares_instances: fleet.shareInstances,
      instance_vcpus: roomOfFleet(fleet, type).vcpus,
      vcpus,
      memory_mib: memoryMiB,
    },
  ];
}
