import { instanceType } from "../../contract/instance-types.ts";
import { fleetNames } from "../../contract/names.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import type { Architecture } from "../../contract/architecture.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { FleetConfig } from "../config/fleet.ts";
import { leavesRoomForAnother } from "../../contract/job-fit.ts";
import { cpuOptionsOf, roomOfFleet } from "../config/fleet-room.ts";
import { requestsFor } from "../config/job-requests.ts";
import type { ServiceRole } from "../iam/service-role.ts";
import { BenchmarkQueue } from "./benchmark-queue.ts";
import { ComputeEnvironment, type ComputeEnvironmentProps } from "./compute-environment.ts";
import { Fabric } from "./fabric.ts";
import { FleetLaunchTemplate } from "./fleet-launch-template.ts";
import { modelHostPaths, modelVariables } from "./model-scratch.ts";
import { JobDefinition, type JobDefinitionProps } from "./job-definition.ts";

type EnvironmentShare = Pick<
  ComputeEnvironmentProps,
  "subnets" | "offeringZones" | "securityGroupIds" | "instanceRole"
>;
type JobShare = Pick<JobDefinitionProps, "image" | "roles" | "logs" | "outputPath" | "timeoutHours">;

export interface FleetProps extends EnvironmentShare, JobShare {
  readonly fleet: FleetConfig;
  readonly vpcId: string;
  /** What the image is built for. */
  readonly imageArchitectures: readonly Architecture[];
  /** Of the job that plans scheduled suites; without it there is none. */
  readonly planningRole?: ServiceRole | undefined;
  /** Variables of what closes plans: {@link closingVariables}. */
  readonly closingEnvironment: Readonly<Record<string, string>>;
}

/** Far more than an index of 100,000 results takes to be read, or a plan of thousands of jobs to be submitted. */
const planTimeoutHours = 1;

/** One architecture's compute environment, queue and job definitions. */
export class Fleet extends Construct {
  readonly launchTemplate: FleetLaunchTemplate;
  readonly computeEnvironment: ComputeEnvironment;
  readonly queue: BenchmarkQueue;
  readonly job: JobDefinition;
  /** For GEOS-Chem Classic itself. */
  readonly modelJob: JobDefinition;
  /** Closes plans. It asks for the whole instance as benchmarks do, so that it never runs beside one. */
  readonly closingJob: JobDefinition;
  /** Plans scheduled suites; alone on its instance for the same reason. */
  readonly planningJob?: JobDefinition;
  /** Of several nodes, where the fleet has them. */
  readonly multiNodeJob?: JobDefinition;

  constructor(scope: Construct, id: string, props: FleetProps) {
    super(scope, id);
    const { fleet, imageArchitectures, planningRole, ...shared } = props;
    const type = instanceType(fleet.instanceType);
    if (!imageArchitectures.includes(type.architecture)) {
      throw new GeosBenchError(
        `Fleet "${fleet.name}" has ${type.name} instances (${type.architecture}); the image is built for ${imageArchitectures.join(", ")} only.`,
        { code: "image-architecture", hint: "Build the image for both architectures, or remove the fleet." },
      );
    }
    const requests = requestsFor(fleet, type);
    if (!fleet.shareInstances && leavesRoomForAnother(requests, roomOfFleet(fleet, type))) {
      throw new GeosBenchError(
        `Fleet "${fleet.name}": two jobs of ${requests.vcpus} vCPUs and ${requests.memoryMiB} MiB would run on one ${type.name} at a time, and share its caches and its memory's bandwidth.`,
        {
          code: "shares-instance",
          hint: 'Leave "job" out: it then takes the whole instance. Or allow it: "shareInstances": true.',
        },
      );
    }
    const names = fleetNames(fleet.name, BenchStack.of(this).prefix);
    const fabric =
      fleet.nodes === undefined
        ? undefined
        : new Fabric(this, "fabric", { name: names.computeEnvironment, vpcId: shared.vpcId });
    const securityGroupIds = [...shared.securityGroupIds, ...(fabric ? [fabric.securityGroup.id] : [])];
    this.launchTemplate = new FleetLaunchTemplate(this, "launch-template", {
      name: names.computeEnvironment,
      instanceType: type,
      volumeGiB: fleet.rootGiB + fleet.scratchGiB,
      cpuOptions: cpuOptionsOf(fleet, type),
      tenancy: fleet.tenancy,
      inputSnapshot: fleet.inputSnapshot,
      fabric: fabric && { cards: networkCards(type.name), securityGroupIds },
    });
    this.computeEnvironment = new ComputeEnvironment(this, "compute", {
      name: names.computeEnvironment,
      instanceType: type,
      maxInstances: fleet.maxInstances,
      minInstances: fleet.minInstances,
      amiId: fleet.amiId,
      spot: fleet.spot,
      launchTemplate: this.launchTemplate,
      subnets: shared.subnets,
      offeringZones: shared.offeringZones,
      securityGroupIds,
      placementGroup: fabric?.placementGroup.name,
      instanceRole: shared.instanceRole,
    });
    this.queue = new BenchmarkQueue(this, "queue", {
      name: names.jobQueue,
      priority: fleet.priority,
      blockedLimits: fleet.blockedLimits,
      computeEnvironment: this.computeEnvironment,
    });
    const job = {
      ...requests,
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
    this.closingJob = new JobDefinition(this, "closing-job", {
      ...job,
      name: names.closingJobDefinition,
      task: "close-plan",
      timeoutHours: planTimeoutHours,
      environment: shared.closingEnvironment,
    });
    if (planningRole)
      this.planningJob = new JobDefinition(this, "planning-job", {
        ...job,
        name: names.planningJobDefinition,
        task: "plan-suite",
        jobRole: planningRole,
        timeoutHours: planTimeoutHours,
      });
    if (fleet.nodes !== undefined)
      this.multiNodeJob = new JobDefinition(this, "multi-node-job", {
        ...job,
        name: names.multiNodeJobDefinition,
        nodes: fleet.nodes,
        hostPaths: modelHostPaths,
        environment: modelVariables,
      });
  }
}

/** EC2 user guide, "Specifications for high-performance computing instances": hpc7a has two, the others one. */
const networkCards = (type: string): number => (type.startsWith("hpc7a.") ? 2 : 1);
