import * as model from "@aws-sdk/client-batch";

interface AllowedValues {
  readonly values: readonly string[];
  has(value: string): boolean;
}

/** The values that a string member of an input structure may have; `undefined` when any text will do. */
export function memberEnum(structure: string, member: string): AllowedValues | undefined {
  return byMember.get(`${structure}.${member}`);
}

/**
 * The SDK exports the enums and the structures, not which member has which enum; a test compares this table with the
 * SDK's type declarations.
 */
const members: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "LaunchTemplateSpecificationOverride.userdataType": model.UserdataType,
  "LaunchTemplateSpecification.userdataType": model.UserdataType,
  "ComputeResource.type": model.CRType,
  "ComputeResource.allocationStrategy": model.CRAllocationStrategy,
  "EcsSettings.containerInsights": model.ContainerInsights,
  "CreateComputeEnvironmentRequest.type": model.CEType,
  "CreateComputeEnvironmentRequest.state": model.CEState,
  "JobStateTimeLimitAction.state": model.JobStateTimeLimitActionsState,
  "JobStateTimeLimitAction.action": model.JobStateTimeLimitActionsAction,
  "CreateJobQueueRequest.state": model.JQState,
  "CreateJobQueueRequest.jobQueueType": model.JobQueueType,
  "QuotaSharePreemptionConfiguration.inSharePreemption": model.QuotaShareInSharePreemptionState,
  "QuotaShareResourceSharingConfiguration.strategy": model.QuotaShareResourceSharingStrategy,
  "CreateQuotaShareRequest.state": model.QuotaShareState,
  "QuotaSharePolicy.idleResourceAssignmentStrategy": model.QuotaShareIdleResourceAssignmentStrategy,
  "CreateServiceEnvironmentRequest.serviceEnvironmentType": model.ServiceEnvironmentType,
  "CreateServiceEnvironmentRequest.state": model.ServiceEnvironmentState,
  "Device.permissions": model.DeviceCgroupPermission,
  "LogConfiguration.logDriver": model.LogDriver,
  "NetworkConfiguration.assignPublicIp": model.AssignPublicIp,
  "ResourceRequirement.type": model.ResourceType,
  "EFSAuthorizationConfig.iam": model.EFSAuthorizationConfigIAM,
  "EFSVolumeConfiguration.transitEncryption": model.EFSTransitEncryption,
  "FirelensConfiguration.type": model.FirelensConfigurationType,
  "EvaluateOnExit.action": model.RetryAction,
  "JobDependency.type": model.ArrayJobDependency,
  "ServiceJobEvaluateOnExit.action": model.ServiceJobRetryAction,
  "ListJobsRequest.jobStatus": model.JobStatus,
  "ListServiceJobsRequest.jobStatus": model.ServiceJobStatus,
  "RegisterJobDefinitionRequest.type": model.JobDefinitionType,
  "RegisterJobDefinitionRequest.platformCapabilities": model.PlatformCapability,
  "SubmitServiceJobRequest.serviceJobType": model.ServiceJobType,
  "ComputeResourceUpdate.allocationStrategy": model.CRUpdateAllocationStrategy,
  "ComputeResourceUpdate.type": model.CRType,
  "UpdateComputeEnvironmentRequest.state": model.CEState,
  "UpdateJobQueueRequest.state": model.JQState,
  "UpdateQuotaShareRequest.state": model.QuotaShareState,
  "UpdateServiceEnvironmentRequest.state": model.ServiceEnvironmentState,
};

/** "The action isn't case sensitive" (API reference, EvaluateOnExit). */
const anyCase = new Set(["EvaluateOnExit.action", "ServiceJobEvaluateOnExit.action"]);

const byMember: ReadonlyMap<string, AllowedValues> = new Map(
  Object.entries(members).map(([member, values]) => {
    const allowed = new Set(Object.values(values));
    const has = anyCase.has(member)
      ? (value: string) => allowed.has(value.toUpperCase())
      : (value: string) => allowed.has(value);
    return [member, { values: [...allowed], has }];
  }),
);
