import { paginateListWorkGroups } from "@aws-sdk/client-athena";
import {
  DescribeComputeEnvironmentsCommand,
  DescribeJobDefinitionsCommand,
  DescribeJobQueuesCommand,
} from "@aws-sdk/client-batch";
import { DescribeBudgetCommand } from "@aws-sdk/client-budgets";
import { paginateListOriginAccessControls } from "@aws-sdk/client-cloudfront";
import { paginateDescribeAlarms, paginateListDashboards } from "@aws-sdk/client-cloudwatch";
import { DescribeLogGroupsCommand, DescribeResourcePoliciesCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribePlacementGroupsCommand,
  paginateDescribeLaunchTemplates,
  paginateDescribeSecurityGroups,
} from "@aws-sdk/client-ec2";
import { DescribeRepositoriesCommand } from "@aws-sdk/client-ecr";
import { DescribeRuleCommand } from "@aws-sdk/client-eventbridge";
import { GetDatabaseCommand } from "@aws-sdk/client-glue";
import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  ListOpenIDConnectProvidersCommand,
  paginateListPolicies,
} from "@aws-sdk/client-iam";
import { paginateListAliases } from "@aws-sdk/client-kms";
import { GetScheduleGroupCommand } from "@aws-sdk/client-scheduler";
import { paginateListStateMachines } from "@aws-sdk/client-sfn";
import { paginateListTopics } from "@aws-sdk/client-sns";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { pages } from "../../../../client/pages.ts";
import { bucketAnswer } from "../input-buckets.ts";
import { listed, oneByOne, type Kind } from "./kind.ts";

/**
 * Every kind whose names are taken once in an account, a region or the world. Of some, AWS refuses a second one and so
 * ends an apply halfway; others (alarms, dashboards, rules) it puts in place of the first without a word.
 */
export const kinds: Readonly<Record<string, Kind>> = {
  aws_athena_workgroup: listed(
    "name",
    "athena:ListWorkGroups",
    ({ clients: { athena: client }, signal: abortSignal }) =>
      paginateListWorkGroups({ client }, {}, { abortSignal }),
    ({ WorkGroups = [] }) => WorkGroups.map(({ Name }) => Name),
  ),
  aws_batch_compute_environment: listed(
    "compute_environment_name",
    "batch:DescribeComputeEnvironments",
    ({ clients: { batch }, signal: abortSignal }, computeEnvironments) =>
      pages((nextToken) =>
        batch.send(new DescribeComputeEnvironmentsCommand({ computeEnvironments, nextToken }), {
          abortSignal,
        }),
      ),
    ({ computeEnvironments = [] }) => computeEnvironments.map((it) => it.computeEnvironmentName),
  ),
  aws_batch_job_definition: oneByOne(
    "name",
    "batch:DescribeJobDefinitions",
    "",
    async ({ clients: { batch }, signal: abortSignal }, jobDefinitionName) => {
      const command = new DescribeJobDefinitionsCommand({ jobDefinitionName, status: "ACTIVE" });
      return (await batch.send(command, { abortSignal })).jobDefinitions?.[0];
    },
  ),
  aws_batch_job_queue: listed(
    "name",
    "batch:DescribeJobQueues",
    ({ clients: { batch }, signal: abortSignal }, jobQueues) =>
      pages((nextToken) =>
        batch.send(new DescribeJobQueuesCommand({ jobQueues, nextToken }), { abortSignal }),
      ),
    ({ jobQueues = [] }) => jobQueues.map(({ jobQueueName }) => jobQueueName),
  ),
  aws_budgets_budget: oneByOne(
    "name",
    "budgets:ViewBudget",
    "NotFoundException",
    ({ clients: { budgets }, accountId: AccountId, signal: abortSignal }, BudgetName) =>
      budgets.send(new DescribeBudgetCommand({ AccountId, BudgetName }), { abortSignal }),
  ),
  aws_cloudfront_origin_access_control: listed(
    "name",
    "cloudfront:ListOriginAccessControls",
    ({ clients: { cloudfront: client }, signal: abortSignal }) =>
      paginateListOriginAccessControls({ client }, {}, { abortSignal }),
    ({ OriginAccessControlList: list }) => (list?.Items ?? []).map(({ Name }) => Name),
  ),
  aws_cloudwatch_dashboard: listed(
    "dashboard_name",
    "cloudwatch:ListDashboards",
    ({ clients: { cloudwatch: client }, signal: abortSignal }) =>
      paginateListDashboards({ client }, {}, { abortSignal }),
    ({ DashboardEntries = [] }) => DashboardEntries.map(({ DashboardName }) => DashboardName),
  ),
  aws_cloudwatch_event_rule: oneByOne(
    "name",
    "events:DescribeRule",
    "ResourceNotFoundException",
    ({ clients: { events }, signal: abortSignal }, Name) =>
      events.send(new DescribeRuleCommand({ Name }), { abortSignal }),
  ),
  aws_cloudwatch_log_group: oneByOne(
    "name",
    "logs:DescribeLogGroups",
    "",
    async ({ clients: { logs }, signal: abortSignal }, logGroupNamePrefix) => {
      // In the order of names, so that the prefix itself comes first.
      const command = new DescribeLogGroupsCommand({ logGroupNamePrefix, limit: 1 });
      const { logGroups = [] } = await logs.send(command, { abortSignal });
      return logGroups.find(({ logGroupName }) => logGroupName === logGroupNamePrefix);
    },
  ),
  aws_cloudwatch_log_resource_policy: listed(
    "policy_name",
    "logs:DescribeResourcePolicies",
    ({ clients: { logs }, signal: abortSignal }) =>
      pages((nextToken) => logs.send(new DescribeResourcePoliciesCommand({ nextToken }), { abortSignal })),
    ({ resourcePolicies = [] }) => resourcePolicies.map(({ policyName }) => policyName),
  ),
  aws_cloudwatch_metric_alarm: listed(
    "alarm_name",
    "cloudwatch:DescribeAlarms",
    ({ clients: { cloudwatch: client }, signal: abortSignal }, AlarmNames) =>
      paginateDescribeAlarms({ client }, { AlarmNames }, { abortSignal }),
    ({ MetricAlarms = [] }) => MetricAlarms.map(({ AlarmName }) => AlarmName),
  ),
  aws_ecr_repository: oneByOne(
    "name",
    "ecr:DescribeRepositories",
    "RepositoryNotFoundException",
    ({ clients: { ecr }, signal: abortSignal }, name) =>
      ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }), { abortSignal }),
  ),
  aws_glue_catalog_database: oneByOne(
    "name",
    "glue:GetDatabase",
    "EntityNotFoundException",
    ({ clients: { glue }, signal: abortSignal }, Name) =>
      glue.send(new GetDatabaseCommand({ Name }), { abortSignal }),
  ),
  aws_iam_instance_profile: oneByOne(
    "name",
    "iam:GetInstanceProfile",
    "NoSuchEntityException",
    ({ clients: { iam }, signal: abortSignal }, InstanceProfileName) =>
      iam.send(new GetInstanceProfileCommand({ InstanceProfileName }), { abortSignal }),
  ),
  // By its URL: an account registers each once.
  aws_iam_openid_connect_provider: oneByOne(
    "url",
    "iam:ListOpenIDConnectProviders",
    "",
    async ({ clients: { iam }, signal: abortSignal }, url) => {
      const command = new ListOpenIDConnectProvidersCommand();
      const { OpenIDConnectProviderList = [] } = await iam.send(command, { abortSignal });
      return OpenIDConnectProviderList.find(({ Arn = "" }) =>
        Arn.endsWith(`/${url.replace(/^https:\/\//, "")}`),
      );
    },
  ),
  aws_iam_policy: listed(
    "name",
    "iam:ListPolicies",
    ({ clients: { iam: client }, signal: abortSignal }) =>
      paginateListPolicies({ client }, { Scope: "Local" }, { abortSignal }),
    ({ Policies = [] }) => Policies.map(({ PolicyName }) => PolicyName),
  ),
  aws_iam_role: oneByOne(
    "name",
    "iam:GetRole",
    "NoSuchEntityException",
    ({ clients: { iam }, signal: abortSignal }, RoleName) =>
      iam.send(new GetRoleCommand({ RoleName }), { abortSignal }),
  ),
  aws_kms_alias: listed(
    "name",
    "kms:ListAliases",
    ({ clients: { kms: client }, signal: abortSignal }) =>
      paginateListAliases({ client }, {}, { abortSignal }),
    ({ Aliases = [] }) => Aliases.map(({ AliasName }) => AliasName),
  ),
  aws_launch_template: listed(
    "name",
    "ec2:DescribeLaunchTemplates",
    ({ clients: { ec2: client }, signal: abortSignal }, Values) =>
      paginateDescribeLaunchTemplates(
        { client },
        { Filters: [{ Name: "launch-template-name", Values }] },
        { abortSignal },
      ),
    ({ LaunchTemplates = [] }) => LaunchTemplates.map(({ LaunchTemplateName }) => LaunchTemplateName),
  ),
  aws_placement_group: listed(
    "name",
    "ec2:DescribePlacementGroups",
    // The one answer has them all.
    async function* ({ clients: { ec2 }, signal: abortSignal }, Values) {
      const command = new DescribePlacementGroupsCommand({ Filters: [{ Name: "group-name", Values }] });
      yield await ec2.send(command, { abortSignal });
    },
    ({ PlacementGroups = [] }) => PlacementGroups.map(({ GroupName }) => GroupName),
  ),
  aws_s3_bucket: oneByOne(
    "bucket",
    "s3:ListBucket",
    "",
    // A bucket's name is taken in all accounts: a refusal or redirection tells of another's.
    async ({ clients: { s3 }, signal }, name) => {
      const answer = await bucketAnswer(s3, name, signal);
      return answer.status === 404 ? undefined : answer;
    },
  ),
  aws_scheduler_schedule_group: oneByOne(
    "name",
    "scheduler:GetScheduleGroup",
    "ResourceNotFoundException",
    ({ clients: { scheduler }, signal: abortSignal }, Name) =>
      scheduler.send(new GetScheduleGroupCommand({ Name }), { abortSignal }),
  ),
  // Unique in their VPC: one of its own has none yet.
  aws_security_group: listed(
    "name",
    "ec2:DescribeSecurityGroups",
    async function* ({ clients: { ec2: client }, environment: { network }, signal: abortSignal }, names) {
      if (!("vpcId" in network)) return;
      const Filters = [
        { Name: "vpc-id", Values: [network.vpcId] },
        { Name: "group-name", Values: names },
      ];
      yield* paginateDescribeSecurityGroups({ client }, { Filters }, { abortSignal });
    },
    ({ SecurityGroups = [] }) => SecurityGroups.map(({ GroupName }) => GroupName),
  ),
  aws_sfn_state_machine: listed(
    "name",
    "states:ListStateMachines",
    ({ clients: { sfn: client }, signal: abortSignal }) =>
      paginateListStateMachines({ client }, {}, { abortSignal }),
    ({ stateMachines = [] }) => stateMachines.map(({ name }) => name),
  ),
  aws_sns_topic: listed(
    "name",
    "sns:ListTopics",
    ({ clients: { sns: client }, signal: abortSignal }) =>
      paginateListTopics({ client }, {}, { abortSignal }),
    ({ Topics = [] }) => Topics.map(({ TopicArn }) => TopicArn?.split(":").at(-1)),
  ),
  aws_sqs_queue: oneByOne(
    "name",
    "sqs:ListQueues",
    "",
    async ({ clients: { sqs }, signal: abortSignal }, QueueNamePrefix) => {
      const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix }), { abortSignal });
      return QueueUrls.find((url) => url.endsWith(`/${QueueNamePrefix}`));
    },
  ),
};
