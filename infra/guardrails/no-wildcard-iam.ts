import { z } from "zod";
import { elementOf, strings } from "./element.ts";
import type { Fault, Guardrail } from "./guardrail.ts";

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const document = z.looseObject({
  Statement: z.array(
    z.looseObject({
      Sid: z.string().default("a statement"),
      Effect: z.enum(["Allow", "Deny"]),
      Action: list.default([]),
      NotAction: list.optional(),
      Resource: list.default([]),
      NotResource: list.optional(),
      Principal: z.union([z.literal("*"), z.record(z.string(), list)]).optional(),
      Condition: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

type Statement = z.output<typeof document>["Statement"][number];

/** Actions that AWS defines on no resource (service authorisation reference): for them alone "*" is the narrowest. */
const withoutResource = new Set([
  "ecr:GetAuthorizationToken",
  "cloudwatch:PutMetricData",
  "batch:DescribeComputeEnvironments",
  "batch:ListJobs",
]);

/** Attributes that hold policies. In those of a resource, "*" means that resource and nothing else. */
const identityPolicies = new Set(["aws_iam_role_policy", "aws_iam_policy"]);

/** No policy allows everything: every action, every resource, or everyone. */
export const noWildcardIam: Guardrail = {
  name: "no-wildcard-iam",
  *check(node) {
    const element = elementOf(node);
    if (!element) return;
    for (const attribute of ["policy", "assume_role_policy"]) {
      const [text] = strings(element.attributes[attribute]);
      if (text === undefined || !text.startsWith("{")) continue;
      const parsed = document.safeParse(JSON.parse(text));
      // A lifecycle policy of ECR is a `policy` too.
      if (!parsed.success) continue;
      for (const statement of parsed.data.Statement.filter(({ Effect }) => Effect === "Allow"))
        yield* faultsOf(statement, identityPolicies.has(element.type));
    }
    for (const arn of strings(element.attributes["policy_arn"] ?? []))
      if (/(AdministratorAccess|PowerUserAccess|FullAccess)$/.test(arn))
        yield { found: `the managed policy ${arn}.`, allowed: "policies of the actions that are needed." };
  },
};

function* faultsOf(statement: Statement, identity: boolean): Iterable<Fault> {
  const { Sid, Action, Resource, Principal } = statement;
  // In a key policy, "kms:*" for the account hands the decision to IAM policies, and is what AWS requires of one.
  const wild = Action.filter(
    (action) => action === "*" || (action.endsWith(":*") && !(action === "kms:*" && !identity)),
  );
  for (const action of wild)
    yield { found: `${Sid} allows the action ${action}.`, allowed: "actions by name." };
  if (statement.NotAction)
    yield { found: `${Sid} allows all but some actions.`, allowed: "actions by name." };
  if (statement.NotResource)
    yield { found: `${Sid} allows all but some resources.`, allowed: "resources by ARN." };
  if (identity && Resource.includes("*") && !Action.every((action) => withoutResource.has(action)))
    yield { found: `${Sid} allows ${Action.join(", ")} on every resource.`, allowed: "resources by ARN." };
  const everyone = Principal === "*" || Object.values(Principal ?? {}).some((names) => names.includes("*"));
  if (everyone) yield { found: `${Sid} allows everyone.`, allowed: "principals by name." };
}
