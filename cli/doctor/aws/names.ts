import { DescribeComputeEnvironmentsCommand, DescribeJobQueuesCommand } from "@aws-sdk/client-batch";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeLaunchTemplatesCommand } from "@aws-sdk/client-ec2";
import { DescribeRepositoriesCommand } from "@aws-sdk/client-ecr";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { fault, ok, warning, type Finding } from "../finding.ts";
import type { Candidate } from "./account.ts";
import { bucketAnswer } from "./input-buckets.ts";
import { lookedAt } from "./looked-at.ts";

/** A kind of resource whose names are taken once, and how to ask which of some are. */
interface Kind {
  readonly argument: string;
  readonly permission: string;
  readonly taken: (candidate: Candidate, names: string[]) => Promise<readonly (string | undefined)[]>;
}

const kinds: Readonly<Record<string, Kind>> = {
  aws_batch_compute_environment: {
    argument: "compute_environment_name",
    permission: "batch:DescribeComputeEnvironments",
    taken: async ({ clients, signal: abortSignal }, computeEnvironments) => {
      const command = new DescribeComputeEnvironmentsCommand({ computeEnvironments });
      const { computeEnvironments: found = [] } = await clients.batch.send(command, { abortSignal });
      return found.map(({ computeEnvironmentName }) => computeEnvironmentName);
    },
  },
  aws_batch_job_queue: {
    argument: "name",
    permission: "batch:DescribeJobQueues",
    taken: async ({ clients, signal: abortSignal }, jobQueues) => {
      const command = new DescribeJobQueuesCommand({ jobQueues });
      const { jobQueues: found = [] } = await clients.batch.send(command, { abortSignal });
      return found.map(({ jobQueueName }) => jobQueueName);
    },
  },
  aws_launch_template: {
    argument: "name",
    permission: "ec2:DescribeLaunchTemplates",
    taken: async ({ clients, signal: abortSignal }, Values) => {
      const command = new DescribeLaunchTemplatesCommand({
        Filters: [{ Name: "launch-template-name", Values }],
      });
      const { LaunchTemplates = [] } = await clients.ec2.send(command, { abortSignal });
      return LaunchTemplates.map(({ LaunchTemplateName }) => LaunchTemplateName);
    },
  },
  aws_cloudwatch_log_group: {
    argument: "name",
    permission: "logs:DescribeLogGroups",
    taken: ({ clients, signal: abortSignal }, names) =>
      Promise.all(
        names.map(async (name) => {
          const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: name, limit: 1 });
          // In the order of names, so that the prefix itself comes first.
          const { logGroups = [] } = await clients.logs.send(command, { abortSignal });
          return logGroups[0]?.logGroupName;
        }),
      ),
  },
  aws_ecr_repository: {
    argument: "name",
    permission: "ecr:DescribeRepositories",
    taken: ({ clients, signal: abortSignal }, names) =>
      Promise.all(
        names.map((name) =>
          unlessMissing("RepositoryNotFoundException", name, () =>
            clients.ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }), { abortSignal }),
          ),
        ),
      ),
  },
  aws_iam_role: {
    argument: "name",
    permission: "iam:GetRole",
    taken: ({ clients, signal: abortSignal }, names) =>
      Promise.all(
        names.map((name) =>
          unlessMissing("NoSuchEntityException", name, () =>
            clients.iam.send(new GetRoleCommand({ RoleName: name }), { abortSignal }),
          ),
        ),
      ),
  },
  aws_s3_bucket: {
    argument: "bucket",
    permission: "s3:ListBucket",
    // A bucket's name is taken in all accounts: a refusal or redirection tells of another's.
    taken: ({ clients, signal }, names) =>
      Promise.all(
        names.map(async (name) =>
          (await bucketAnswer(clients.s3, name, signal)).status === 404 ? undefined : name,
        ),
      ),
  },
};

/** Names that are taken by something else make an apply fail halfway; what the state has is the environment's own. */
export async function checkNames(candidate: Candidate): Promise<Finding[]> {
  const found = Object.entries(kinds).map(([type, kind]) =>
    lookedAt(`names of ${type}`, kind.permission, () => findingsOf(candidate, type, kind)),
  );
  return (await Promise.all(found)).flat();
}

async function findingsOf(candidate: Candidate, type: string, kind: Kind): Promise<Finding[]> {
  const what = `names of ${type}`;
  const wanted = candidate.resources.filter(
    ({ type: of, attributes }) => of === type && typeof attributes[kind.argument] === "string",
  );
  const names = new Map(
    wanted.map(({ address, attributes }) => [String(attributes[kind.argument]), address]),
  );
  if (names.size === 0) return [];
  const asked = new Set(await kind.taken(candidate, [...names.keys()]));
  const taken = [...names].filter(([name]) => asked.has(name));
  const { deployed } = candidate;
  if (taken.length > 0 && deployed === undefined)
    return [
      warning(
        what,
        `there already: ${taken.map(([name]) => name).join(", ")}; Terraform's state was not read`,
        "In order if this environment is deployed; otherwise give it another name.",
      ),
    ];
  const foreign = taken.filter(([, address]) => !deployed?.has(address)).map(([name]) => name);
  if (foreign.length > 0)
    return [
      fault(
        what,
        `taken, and not by what Terraform's state has: ${foreign.join(", ")}`,
        'Give the environment another "name", import them (terraform import), or delete them.',
      ),
    ];
  const free = names.size - taken.length;
  return [ok(what, free === names.size ? `${free} free` : `${free} free, ${taken.length} deployed already`)];
}

async function unlessMissing(
  error: string,
  name: string,
  ask: () => Promise<unknown>,
): Promise<string | undefined> {
  try {
    await ask();
    return name;
  } catch (cause) {
    if (cause instanceof Error && cause.name === error) return undefined;
    throw cause;
  }
}
