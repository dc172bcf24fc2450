import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What a stand-in for an AWS account answers; what is left out is not there. */
export interface Account {
  readonly id: string;
  /** Whether the credentials are any. */
  readonly knows: boolean;
  /** By code of the quota; one that is not here has AWS's default of 5. */
  readonly quotas: Readonly<Record<string, number>>;
  readonly offerings: Readonly<Record<string, readonly string[]>>;
  readonly endpoints: Readonly<Record<string, readonly string[]>>;
  readonly subnets: Readonly<Record<string, { readonly vpc: string; readonly zone: string }>>;
  /** By id; members as EC2 writes them. */
  readonly images: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly snapshots: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** With which volumes are encrypted unless they say. */
  readonly volumeKey: string;
  /** Keys of the account, by ARN; others are AWS's own. */
  readonly keys: Readonly<Record<string, { readonly state: "Enabled" | "PendingDeletion" }>>;
  readonly buckets: Readonly<Record<string, { readonly region?: string; readonly status: number }>>;
  readonly environments: readonly string[];
  readonly queues: readonly string[];
  readonly templates: readonly string[];
  readonly logGroups: readonly string[];
  readonly repositories: readonly string[];
  readonly roles: readonly string[];
  /** Names of other kinds that are there, by Terraform's type. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Contents of objects, by `bucket/key`. */
  readonly objects: Readonly<Record<string, string>>;
  /** Operations that the credentials may not do. */
  readonly denied: readonly string[];
}

export interface StandInAccount extends AsyncDisposable {
  readonly url: string;
  /** Every operation that was asked for, by AWS's name of it. */
  readonly operations: readonly string[];
}

type Answer = readonly [status: number, body: string, headers?: Readonly<Record<string, string>>];

/** A server that answers as AWS's services do of an account, in each service's own protocol, and notes what is asked. */
export async function standInAccount(account: Account): Promise<StandInAccount> {
  const operations: string[] = [];
  const server = createServer((request, response) => {
    void answer(account, request, operations).then(([status, body, headers]) =>
      end(response, status, body, headers),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    operations,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function end(response: ServerResponse, status: number, body: string, headers = {}): void {
  response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}

async function answer(account: Account, request: IncomingMessage, operations: string[]): Promise<Answer> {
  const body = await text(request);
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") {
    const operation = target.split(".")[1] ?? "";
    operations.push(operation);
    return byJson(account, operation, JSON.parse(body || "{}") as Given);
  }
  const form = new URLSearchParams(body);
  const action = form.get("Action");
  if (action !== null) {
    operations.push(action);
    return byQuery(account, action, form);
  }
  const [path = ""] = (request.url ?? "").split("?");
  if (path.startsWith("/schedule-groups/")) {
    operations.push("GetScheduleGroup");
    return namesOf(account, "aws_scheduler_schedule_group").includes(path.split("/")[2] ?? "")
      ? json({})
      : [404, "{}", { "x-amzn-errortype": "ResourceNotFoundException" }];
  }
  if (path.endsWith("/origin-access-control")) {
    operations.push("ListOriginAccessControls");
    const found = namesOf(account, "aws_cloudfront_origin_access_control").map((name) =>
      element("OriginAccessControlSummary", element("Name", name)),
    );
    return [200, element("OriginAccessControlList", element("Items", found.join(""))), xmlType];
  }
  if (request.url?.startsWith("/v1/"))
    return batch(account, request.url, JSON.parse(body) as Given, operations);
  if (request.method === "GET" && path.split("/").length > 2) {
    operations.push("GetObject");
    if (account.denied.includes("GetObject")) return xmlFault(403, "AccessDenied");
    const content = account.objects[path.slice(1)];
    return content === undefined
      ? [404, element("Error", element("Code", "NoSuchKey")), xmlType]
      : [200, content];
  }
  operations.push(request.method === "HEAD" ? "HeadBucket" : `${request.method} ${request.url}`);
  return bucket(account, request.url?.split(/[/?]/)[1] ?? "");
}

type Given = Readonly<Record<string, unknown>>;

const xmlType = { "content-type": "text/xml" };
const namesOf = ({ names }: Account, type: string): readonly string[] => names[type] ?? [];

const json = (value: unknown): Answer => [200, JSON.stringify(value)];
const jsonFault = (name: string): Answer => [400, JSON.stringify({ __type: name, message: `${name} here` })];

function byJson(account: Account, operation: string, given: Given): Answer {
  if (account.denied.includes(operation)) return jsonFault("AccessDeniedException");
  switch (operation) {
    case "GetServiceQuota": {
      const Value = account.quotas[String(given["QuotaCode"])];
      return Value === undefined ? jsonFault("NoSuchResourceException") : json({ Quota: { Value } });
    }
    case "GetAWSDefaultServiceQuota":
      return json({ Quota: { Value: 5 } });
    case "DescribeLogGroups": {
      const prefix = String(given["logGroupNamePrefix"]);
      const found = account.logGroups.filter((name) => name.startsWith(prefix));
      return json({ logGroups: found.map((logGroupName) => ({ logGroupName })) });
    }
    case "DescribeRepositories": {
      const [name] = given["repositoryNames"] as string[];
      return name !== undefined && account.repositories.includes(name)
        ? json({ repositories: [{ repositoryName: name }] })
        : jsonFault("RepositoryNotFoundException");
    }
    case "ListWorkGroups":
      return json({ WorkGroups: namesOf(account, "aws_athena_workgroup").map((Name) => ({ Name })) });
    case "DescribeBudget":
      return namesOf(account, "aws_budgets_budget").includes(String(given["BudgetName"]))
        ? json({ Budget: {} })
        : jsonFault("NotFoundException");
    case "ListDashboards":
      return json({
        DashboardEntries: namesOf(account, "aws_cloudwatch_dashboard").map((DashboardName) => ({
          DashboardName,
        })),
      });
    case "DescribeAlarms": {
      const asked = given["AlarmNames"] as string[];
      const found = namesOf(account, "aws_cloudwatch_metric_alarm").filter((name) => asked.includes(name));
      return json({ MetricAlarms: found.map((AlarmName) => ({ AlarmName })) });
    }
    case "DescribeRule":
      return namesOf(account, "aws_cloudwatch_event_rule").includes(String(given["Name"]))
        ? json({ Name: given["Name"] })
        : jsonFault("ResourceNotFoundException");
    case "DescribeResourcePolicies":
      return json({
        resourcePolicies: namesOf(account, "aws_cloudwatch_log_resource_policy").map((policyName) => ({
          policyName,
        })),
      });
    case "GetDatabase":
      return namesOf(account, "aws_glue_catalog_database").includes(String(given["Name"]))
        ? json({ Database: { Name: given["Name"] } })
        : jsonFault("EntityNotFoundException");
    case "ListAliases": {
      // A page for each, so that whoever reads one page finds one.
      const all = namesOf(account, "aws_kms_alias");
      const at = Number(given["Marker"] ?? 0);
      const isMore = at + 1 < all.length;
      return json({
        Aliases: all.slice(at, at + 1).map((AliasName) => ({ AliasName })),
        Truncated: isMore,
        ...(isMore && { NextMarker: String(at + 1) }),
      });
    }
    case "DescribeKey": {
      const id = String(given["KeyId"]);
      const KeyState = account.keys[id]?.state ?? "Enabled";
      const KeyManager = id in account.keys ? "CUSTOMER" : "AWS";
      return json({ KeyMetadata: { KeyId: id, KeyManager, KeyState, Enabled: KeyState === "Enabled" } });
    }
    case "ListStateMachines":
      return json({ stateMachines: namesOf(account, "aws_sfn_state_machine").map((name) => ({ name })) });
    case "ListQueues": {
      const prefix = String(given["QueueNamePrefix"]);
      const found = namesOf(account, "aws_sqs_queue").filter((name) => name.startsWith(prefix));
      return json({
        QueueUrls: found.map((name) => `https://sqs.us-east-1.amazonaws.com/${account.id}/${name}`),
      });
    }
    default:
      return jsonFault("UnknownOperationException");
  }
}

function batch(account: Account, path: string, given: Given, operations: string[]): Answer {
  const names = (key: string, among: readonly string[]) =>
    (given[key] as string[]).filter((name) => among.includes(name));
  if (path === "/v1/describecomputeenvironments") {
    operations.push("DescribeComputeEnvironments");
    const found = names("computeEnvironments", account.environments);
    return json({ computeEnvironments: found.map((computeEnvironmentName) => ({ computeEnvironmentName })) });
  }
  if (path === "/v1/describejobdefinitions") {
    operations.push("DescribeJobDefinitions");
    const name = String(given["jobDefinitionName"]);
    const isThere = namesOf(account, "aws_batch_job_definition").includes(name);
    return json({ jobDefinitions: isThere ? [{ jobDefinitionName: name }] : [] });
  }
  operations.push(path === "/v1/describejobqueues" ? "DescribeJobQueues" : path);
  return json({ jobQueues: names("jobQueues", account.queues).map((jobQueueName) => ({ jobQueueName })) });
}

const bucket = ({ buckets }: Account, name: string): Answer => {
  const { region, status } = buckets[name] ?? { status: 404 };
  return [status, "", region === undefined ? {} : { "x-amz-bucket-region": region }];
};

const items = (list: readonly string[]): string => list.map((item) => `<item>${item}</item>`).join("");
const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
const members = (of: Readonly<Record<string, string>>): string =>
  Object.entries(of)
    .map(([name, value]) => element(name, value))
    .join("");
/** `rootGiB` is the size of the volume behind the root device. */
const imageMembers = ({ rootGiB = "30", ...image }: Readonly<Record<string, string>>): string =>
  members(image) +
  element(
    "blockDeviceMapping",
    items([
      element("deviceName", image["rootDeviceName"] ?? "") + element("ebs", element("volumeSize", rootGiB)),
    ]),
  );
const xml = (action: string, content: string): Answer => [
  200,
  element(`${action}Response`, content),
  { "content-type": "text/xml" },
];
const xmlFault = (status: number, code: string): Answer => [
  status,
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${code} here</Message></Error></ErrorResponse>`,
  { "content-type": "text/xml" },
];
const ec2Fault = (code: string): Answer => [
  403,
  `<Response><Errors><Error><Code>${code}</Code><Message>${code} here</Message></Error></Errors></Response>`,
  { "content-type": "text/xml" },
];

function byQuery(account: Account, action: string, form: URLSearchParams): Answer {
  if (account.denied.includes(action)) return ec2Fault("UnauthorizedOperation");
  const wanted = [...form].filter(([key]) => key.startsWith("Filter.1.Value.")).map(([, value]) => value);
  switch (action) {
    case "GetCallerIdentity":
      if (!account.knows) return xmlFault(403, "InvalidClientTokenId");
      return xml(
        action,
        element(
          "GetCallerIdentityResult",
          element("Account", account.id) + element("Arn", `arn:aws:iam::${account.id}:user/somebody`),
        ),
      );
    case "GetRole": {
      const name = form.get("RoleName") ?? "";
      return account.roles.includes(name)
        ? xml(action, element("GetRoleResult", element("Role", element("RoleName", name))))
        : xmlFault(404, "NoSuchEntity");
    }
    case "DescribeInstanceTypeOfferings": {
      const offers = wanted.flatMap((type) =>
        (account.offerings[type] ?? []).map(
          (zone) => element("instanceType", type) + element("location", zone),
        ),
      );
      return xml(action, element("instanceTypeOfferingSet", items(offers)));
    }
    case "DescribeVpcEndpointServices": {
      const details = wanted
        .filter((name) => name in account.endpoints)
        .map(
          (name) =>
            element("serviceName", name) +
            element("serviceType", items([element("serviceType", "Interface")])) +
            element("availabilityZoneSet", items(account.endpoints[name] ?? [])),
        );
      return xml(action, element("serviceDetailSet", items(details)));
    }
    case "DescribeSubnets": {
      const found = wanted.flatMap((id) => {
        const subnet = account.subnets[id];
        return subnet
          ? [
              element("subnetId", id) +
                element("vpcId", subnet.vpc) +
                element("availabilityZone", subnet.zone),
            ]
          : [];
      });
      return xml(action, element("subnetSet", items(found)));
    }
    case "DescribeImages": {
      // What EC2 leaves out unless it is asked for.
      const isShown = ({ deprecationTime, imageState }: Readonly<Record<string, string>>) =>
        (deprecationTime === undefined || form.get("IncludeDeprecated") === "true") &&
        (imageState !== "disabled" || form.get("IncludeDisabled") === "true");
      const found = wanted.flatMap((id) => {
        const image = account.images[id];
        return image && isShown(image) ? [element("imageId", id) + imageMembers(image)] : [];
      });
      return xml(action, element("imagesSet", items(found)));
    }
    case "DescribeSnapshots": {
      const found = wanted.flatMap((id) => {
        const snapshot = account.snapshots[id];
        return snapshot ? [element("snapshotId", id) + members(snapshot)] : [];
      });
      return xml(action, element("snapshotSet", items(found)));
    }
    case "GetEbsDefaultKmsKeyId":
      return xml(action, element("kmsKeyId", account.volumeKey));
    case "DescribeLaunchTemplates": {
      const found = account.templates.filter((name) => wanted.includes(name));
      return xml(
        action,
        element("launchTemplates", items(found.map((name) => element("launchTemplateName", name)))),
      );
    }
    case "GetInstanceProfile":
      return namesOf(account, "aws_iam_instance_profile").includes(form.get("InstanceProfileName") ?? "")
        ? xml(action, element("GetInstanceProfileResult", element("InstanceProfile", "")))
        : xmlFault(404, "NoSuchEntity");
    case "ListOpenIDConnectProviders": {
      const arns = namesOf(account, "aws_iam_openid_connect_provider").map((host) =>
        element("member", element("Arn", `arn:aws:iam::${account.id}:oidc-provider/${host}`)),
      );
      return xml(action, element(`${action}Result`, element("OpenIDConnectProviderList", arns.join(""))));
    }
    case "ListPolicies": {
      const found = namesOf(account, "aws_iam_policy").map((name) =>
        element("member", element("PolicyName", name)),
      );
      return xml(action, element("ListPoliciesResult", element("Policies", found.join(""))));
    }
    case "ListTopics": {
      const found = namesOf(account, "aws_sns_topic").map((name) =>
        element("member", element("TopicArn", `arn:aws:sns:us-east-1:${account.id}:${name}`)),
      );
      return xml(action, element("ListTopicsResult", element("Topics", found.join(""))));
    }
    case "DescribePlacementGroups": {
      const found = namesOf(account, "aws_placement_group").filter((name) => wanted.includes(name));
      return xml(
        action,
        element("placementGroupSet", items(found.map((name) => element("groupName", name)))),
      );
    }
    case "DescribeSecurityGroups": {
      const names = new Set(
        [...form].filter(([key]) => key.startsWith("Filter.2.Value.")).map(([, value]) => value),
      );
      const found = namesOf(account, "aws_security_group").filter((name) => names.has(name));
      return xml(
        action,
        element("securityGroupInfo", items(found.map((name) => element("groupName", name)))),
      );
    }
    default:
      return ec2Fault("InvalidAction");
  }
}
