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
  readonly buckets: Readonly<Record<string, { readonly region?: string; readonly status: number }>>;
  readonly environments: readonly string[];
  readonly queues: readonly string[];
  readonly templates: readonly string[];
  readonly logGroups: readonly string[];
  readonly repositories: readonly string[];
  readonly roles: readonly string[];
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
  if (request.url?.startsWith("/v1/"))
    return batch(account, request.url, JSON.parse(body) as Given, operations);
  operations.push(request.method === "HEAD" ? "HeadBucket" : `${request.method} ${request.url}`);
  return bucket(account, request.url?.split(/[/?]/)[1] ?? "");
}

type Given = Readonly<Record<string, unknown>>;

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
  operations.push(path === "/v1/describejobqueues" ? "DescribeJobQueues" : path);
  return json({ jobQueues: names("jobQueues", account.queues).map((jobQueueName) => ({ jobQueueName })) });
}

const bucket = ({ buckets }: Account, name: string): Answer => {
  const { region, status } = buckets[name] ?? { status: 404 };
  return [status, "", region === undefined ? {} : { "x-amz-bucket-region": region }];
};

const items = (list: readonly string[]): string => list.map((item) => `<item>${item}</item>`).join("");
const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;
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
    case "DescribeLaunchTemplates": {
      const found = account.templates.filter((name) => wanted.includes(name));
      return xml(
        action,
        element("launchTemplates", items(found.map((name) => element("launchTemplateName", name)))),
      );
    }
    default:
      return ec2Fault("InvalidAction");
  }
}
