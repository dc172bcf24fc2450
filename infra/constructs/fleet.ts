import { instanceType } from "../../contract/instance-types.ts";
import { fleetNames } from "../../contract/names.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import type { Architecture } from "../../contract/architecture.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { FleetConfig } from "../config/fleet.ts";
import { cpuOptionsOf } from "../config/fleet-room.ts";
import { requestsFor } from "../config/job-requests.ts";
import { BenchmarkQueue } from "./benchmark-queue.ts";
import { ComputeEnvironment, type ComputeEnvironmentProps } from "./compute-environment.ts";
import { FleetLaunchTemplate } from "./fleet-launch-template.ts";
import { modelHostPaths, modelVariables } from "./model-scratch.ts";
import { JobDefinition, type JobDefinitionProps } from "./job-definition.ts";

type EnvironmentShare = Pick<
  ComputeEnvironmentProps,
  "subnets" | "offeringZones" | "securityGroupId" | "instanceRole"
>;
type JobShare = Pick<JobDefinitionProps, "image" | "roles" | "logs" | "outputPath" | "timeoutHours">;

export interface FleetProps extends EnvironmentShare, JobShare {
  readonly fleet: FleetConfig;
  /** What the image is built for. */
  readonly imageArchitectures: readonly Architecture[];
}

/** One architecture's compute environment, queue and job definitions. */
export class Fleet extends Construct {
  readonly launchTemplate: FleetLaunchTemplate;
  readonly computeEnvironment: ComputeEnvironment;
  readonly queue: BenchmarkQueue;
  readonly job: JobDefinition;
  /** For GEOS-Chem Classic itself. */
  readonly modelJob: JobDefinition;

  constructor(scope: Construct, id: string, props: FleetProps) {
    super(scope, id);
    const { fleet, imageArchitectures, ...shared } = props;
    const type = instanceType(fleet.instanceType);
    if (!imageArchitectures.includes(type.architecture)) {
      throw new GeosBenchError(
        `Fleet "${fleet.name}" has ${type.name} instances (${type.architecture}); the image is built for ${imageArchitectures.join(", ")} only.`,
        { code: "image-architecture", hint: "Build the image for both architectures, or remove the fleet." },
      );
    }
    const names = fleetNames(fleet.name, BenchStack.of(this).prefix);
    this.launchTemplate = new FleetLaunchTemplate(this, "launch-template", {
      name: names.computeEnvironment,
      instanceType: type,
      volumeGiB: fleet.rootGiB + fleet.scratchGiB,
      cpuOptions: cpuOptionsOf(fleet, type),
    });
    this.computeEnvironment = new ComputeEnvironment(this, "compute", {
      name: names.computeEnvironment,
      instanceType: type,
      maxInstances: fleet.maxInstances,
      spot: fleet.spot,
      launchTemplate: this.launchTemplate,
      subnets: shared.subnets,
      offeringZones: shared.offeringZones,
      securityGroupId: shared.securityGroupId,
      instanceRole: shared.instanceRole,
    });
    this.queue = new BenchmarkQueue(this, "queue", {
      name: names.jobQueue,
      priority: fleet.priority,
      blockedLimits: fleet.blockedLimits,
      computeEnvironment: this.computeEnvironment,
    });
    const job = {
      ...requestsFor(fleet, type),
      image: shared.image,
      roles: shared.roles,
      logs: shared.logs,
      outputPath: shared.outputPath,
      ...(shared.timeoutHours !== undefined && { timeoutHours: shared.timeoutHours }),
    };
    this.job = new JobDefinition(this, "job", { ...job, name: names.jobDefinition });
    this.modelJob = new JobDefinition(this, "model-job", {
      ...job,
      name: names.modelJobDefinition,
      hostPaths: modelHostPaths,
      environment: modelVariables,
    });
  }
}
