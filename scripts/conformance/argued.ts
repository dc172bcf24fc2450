/** Tests of moto's that the local Batch does not pass, and why it should not. */
export interface Argued {
  /** As pytest names them, below `tests/`. */
  readonly tests: readonly string[];
  readonly kind: ArguedKind;
  /** What each of them fails with: one that fails otherwise is not argued by this. */
  readonly failsWith: RegExp;
  /** What the tests expect, and what is known of AWS. */
  readonly reason: string;
  readonly source: string;
}

/**
 * - `documented`: AWS's documentation says otherwise;
 * - `reported`: public reports of AWS say otherwise;
 * - `open`: AWS documents the error's type, which is answered, and no text or order; moto's are its own.
 */
export type ArguedKind = "documented" | "reported" | "open";

const environments = (name: string) => `test_batch/test_batch_compute_envs.py::${name}`;
const queues = (name: string) => `test_batch/test_batch_job_queue.py::${name}`;
const jobs = (name: string) => `test_batch/test_batch_jobs.py::${name}`;
const definitions = (name: string) => `test_batch/test_batch_task_definition.py::${name}`;
const pods = (name: string) => `test_batch/test_batch_eks.py::${name}`;

export const argued: readonly Argued[] = [
  {
    tests: [
      environments("test_delete_unmanaged_compute_environment"),
      environments("test_delete_managed_compute_environment"),
      queues("test_delete_job_queue"),
    ],
    kind: "documented",
    failsWith: /Cannot delete, state of .* must be DISABLED/,
    reason:
      "Deletes what is ENABLED. AWS wants it disabled first, and waiters and clean-up code are written for that.",
    source: "API reference, DeleteComputeEnvironment and DeleteJobQueue",
  },
  {
    tests: [jobs("test_submit_job_array_size"), jobs("test_list_jobs")],
    kind: "documented",
    failsWith: /^assert 0 == 2$/,
    reason:
      "Lists jobs without a status and expects those in every state. AWS returns RUNNING ones only, unless a status or a filter is given.",
    source: "API reference, ListJobs, jobStatus",
  },
  {
    tests: [jobs("test_terminate_job"), jobs("test_dependencies")],
    kind: "documented",
    failsWith: /The specified log stream does not exist|^assert 0 == 3$/,
    reason:
      "Expects the job's id at the end of the log stream's name. It is the id of the ECS task, which every attempt has of its own.",
    source: "User guide, “Using the awslogs log driver”",
  },
  {
    tests: [jobs("test_container_overrides")],
    kind: "documented",
    failsWith: /assert \{.*AWS_BATCH.* in \[/,
    reason:
      "Expects AWS_BATCH_JOB_ID among the variables that DescribeJobs shows. What is shown is what was given, which cannot begin with AWS_BATCH; the container has them.",
    source: "API reference, ContainerDetail, environment; user guide, “Job environment variables”",
  },
  {
    tests: [jobs("test_submit_job_multinode")],
    kind: "documented",
    failsWith: /Multi-node parallel jobs need a compute environment of type EC2/,
    reason: "Runs a multi-node job in an unmanaged environment, which AWS does not support.",
    source: "User guide, “Compute environment considerations for MNP with AWS Batch”",
  },
  {
    tests: [
      jobs("test_register_job_definition_with_timeout"),
      jobs("test_submit_job_with_timeout"),
      jobs("test_submit_job_with_timeout_set_at_definition"),
    ],
    kind: "documented",
    failsWith: /attemptDurationSeconds must be at least 60 seconds/,
    reason: "Timeouts of 1 and 3 seconds; the least is 60.",
    source: "API reference, JobTimeout; user guide, “Job timeouts”",
  },
  {
    tests: [
      definitions("test_register_task_definition[True]"),
      definitions("test_reregister_task_definition[True]"),
      definitions("test_delete_task_definition[True]"),
      definitions("test_delete_task_definition_by_name[True]"),
      definitions("test_describe_task_definition[True]"),
    ],
    kind: "documented",
    failsWith: /Value 0\.25 for type VCPU/,
    reason: "A quarter of a vCPU on EC2, where a container has at least one, and a whole number of them.",
    source: "API reference, ResourceRequirement, VCPU",
  },
  {
    tests: [definitions("test_describe_task_definition[False]")],
    kind: "documented",
    failsWith: /^assert 0 == 3$/,
    reason:
      "Names definitions without their revisions in jobDefinitions, which takes ARNs and name:revision; names alone find nothing on AWS.",
    source: "API reference, DescribeJobDefinitions, jobDefinitions; boto/boto3#2908",
  },
  {
    tests: [definitions("test_register_task_definition_with_platform_capability[FARGATE]")],
    kind: "documented",
    failsWith: /executionRoleArn is required/,
    reason:
      "A Fargate definition with vcpus and memory, which Fargate does not take, 4 MiB, and no execution role, which it needs.",
    source: "API reference, ContainerProperties (vcpus, memory, executionRoleArn), ResourceRequirement",
  },
  {
    tests: [pods("test_register_job_definition_with_eks_properties")],
    kind: "documented",
    failsWith: /memory in limits must be equal to memory in requests/,
    reason: "Memory of 2048Mi in limits and 1024Mi in requests; where both are given, they must be equal.",
    source: "API reference, EksContainerResourceRequirements",
  },
  {
    tests: [
      pods("test_submit_job_with_eks_properties_override"),
      pods("test_submit_eks_job_without_override"),
    ],
    kind: "documented",
    failsWith: /memory in limits must be equal|can not run Jobs with capability EKS/,
    reason:
      "Runs a pod of EKS in an environment without a cluster of EKS; and the first registers the memory of the row above.",
    source: "API reference, SubmitJob, eksPropertiesOverride; CreateComputeEnvironment, eksConfiguration",
  },
  {
    tests: [queues("test_create_job_queue")],
    kind: "documented",
    failsWith: /Scheduling policy policy_arn does not exist/,
    reason: "Names “policy_arn” as the queue's scheduling policy, which is not an ARN and names no policy.",
    source: "API reference, CreateJobQueue, schedulingPolicyArn",
  },
  {
    tests: [
      environments("test_create_managed_compute_environment_with_unknown_instance_type"),
      environments("test_update_iam_role"),
      "test_batch/test_batch_tags_job.py::test_submit_job_with_tags",
    ],
    kind: "documented",
    failsWith: /'ClientException' == '(?:InvalidParameterValue|ValidationError)'|DID NOT RAISE/,
    reason:
      "Expects errors of type InvalidParameterValue and ValidationError. Every operation of Batch has ClientException and ServerException only.",
    source: "API reference, “Errors” of each operation; service model 2016-08-10",
  },
  {
    tests: [environments("test_create_ec2_managed_compute_environment__without_required_params")],
    kind: "documented",
    failsWith: /'Error executing request, Exception : Resource minvCpus is required\.' in /,
    reason:
      "Expects minvCpus and serviceRole to be required: both may be left out, and Batch uses 0 and its service-linked role.",
    source: "API reference, ComputeResource, minvCpus; CreateComputeEnvironment, serviceRole",
  },
  {
    tests: [queues("test_create_job_queue_twice")],
    kind: "reported",
    failsWith: /'Object already exists' == /,
    reason: "Expects “Job queue … already exists”. AWS says “Object already exists”.",
    source: "kislyuk/aegea#17, aws-cloudformation/cloudformation-coverage-roadmap#2463",
  },
  {
    tests: [jobs("test_cancel_running_job")],
    kind: "reported",
    failsWith: /'statusReason' not in /,
    reason:
      "Expects no statusReason of a job that succeeded. AWS says “Essential container in task exited” then too.",
    source: "getmoto/moto#2829",
  },
  {
    tests: [
      queues("test_create_job_queue_incorrect_state"),
      queues("test_create_job_queue_without_compute_environment"),
      queues("test_job_queue_bad_arn"),
    ],
    kind: "open",
    failsWith: /assert 'Error execut.*' == '/,
    reason:
      "Expects moto's words for a wrong state, no environment and one that does not exist. AWS's are not known; the type, ClientException, is the one expected.",
    source: "API reference, CreateJobQueue, Errors",
  },
  {
    tests: [
      jobs("test_update_job_definition"),
      "test_batch_simple/test_batch_jobs.py::test_update_job_definition",
    ],
    kind: "open",
    failsWith: /^assert 2048 == 1024$/,
    reason: "Expects the oldest revision first. AWS documents no order; here the newest is first.",
    source: "API reference, DescribeJobDefinitions",
  },
];
