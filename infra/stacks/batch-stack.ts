import { closingVariables } from "../../contract/closing-variables.ts";
import { fleetNames } from "../../contract/names.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { describeFleets } from "../config/describe-fleet.ts";
import type { EnvironmentConfig } from "../config/environment.ts";
import { AccessPolicies } from "../constructs/access-policies.ts";
import { Fleet } from "../constructs/fleet.ts";
import { InputData } from "../constructs/input-data.ts";
import { InstanceRole } from "../constructs/instance-role.ts";
import { JobRoles } from "../constructs/job-roles.ts";
import { Notifications } from "../constructs/notifications.ts";
import { PlanningRole } from "../constructs/planning-role.ts";
import { zonesWithType } from "../constructs/offered-zones.ts";
import { subnetsFor } from "../constructs/vpc-attachment.ts";
import { addOutputs } from "../outputs.ts";
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
    const names = config.fleets.map(({ name }) => fleetNames(name, this.prefix));
    const planningRole =
      config.operations.schedules.length === 0
        ? undefined
        : new PlanningRole(this, "planning-role", { fleets: names, results }).role;
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
          planningRole,
          logs,
          outputPath: results.outputPath(this),
          closingEnvironment,
          timeoutHours: config.jobTimeoutHours,
        }),
    );
    const access = new AccessPolicies(this, "access", {
      fleets: names,
      results,
      logs,
    });
    addOutputs(this, "batch", {
      region: this.region,
      output_path: results.outputPath(this),
      submit_policy_arn: access.submitArn,
      read_policy_arn: access.readArn,
      fleets: describeFleets(config.fleets, this.prefix),
    });
  }
}
