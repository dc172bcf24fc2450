import type { Deployment } from "../deployment/deployment.ts";
import { isUndetermined, isUnknown, referenceOf, thisAccount } from "../deployment/unknown.ts";
import type { Condition, Grant, Principal } from "./policy.ts";

/** Who is of this account for sure: what the stacks make in it, or look up in it. */
const ownIdentities = new Set([
  "aws_iam_role",
  "aws_iam_user",
  "aws_caller_identity",
  "aws_iam_session_context",
  "aws_cloudfront_origin_access_identity",
]);

const ownProviders = new Set(["aws_iam_openid_connect_provider", "aws_iam_saml_provider"]);

/** What is wrong with a principal of a grant, in words that follow "allows"; `undefined` for nothing. */
export function principalFault(
  { kind, name }: Principal,
  { conditions }: Pick<Grant, "conditions">,
  deployment: Deployment,
): string | undefined {
  if (kind === "*") return narrowsToOwn(conditions) ? undefined : "everyone";
  if (kind === "Service") return isService(name) ? undefined : `the service ${name}, which is unknown`;
  if (kind === "Federated") return federatedFault(name, conditions, deployment);
  if (kind !== "AWS") return `the ${kind} ${name}, which is unknown`;
  if (/[*?]/.test(name)) return `everyone who is like ${name}`;
  const account = name.startsWith("arn:") ? name.split(":")[4] : name;
  if (account === thisAccount) return undefined;
  const reference = referenceOf(name);
  if (reference && ownIdentities.has(reference.type)) {
    const source = deployment.find(name);
    // With a provider of its own it may be another account's.
    return source && "provider" in source.attributes ? `${name}, which may be another account's` : undefined;
  }
  if (isUnknown(name)) return `${name}, which is unknown at synthesis`;
  return `${name}, which is not told to be of this account`;
}

/** Services have names below AWS's domains. */
const isService = (name: string): boolean =>
  !isUndetermined(name) && /^[a-z0-9⟦][^*?]*\.amazonaws\.com(\.cn)?$/.test(name);

const exact = /^(StringEquals|StringEqualsIgnoreCase|ArnEquals|StringLike|ArnLike)$/;

/** Keys that say whose request it is. */
const whose =
  /^aws:(principalaccount|sourceaccount|sourcearn|principalarn|sourcevpc|sourcevpce|sourceowner)$/i;

/** Whether a condition leaves nobody of everyone but who is of this account. */
function narrowsToOwn(conditions: readonly Condition[]): boolean {
  return conditions.some(
    ({ operator, key, values }) =>
      exact.test(operator) && whose.test(key) && values.length > 0 && values.every(isOwn),
  );
}

function isOwn(value: string): boolean {
  if (value === thisAccount) return true;
  if (value.startsWith("arn:")) return value.split(":")[4] === thisAccount;
  const reference = referenceOf(value);
  return reference?.mode === "resource" || (reference !== undefined && ownIdentities.has(reference.type));
}

/** A provider of identities knows many: the condition says which of them, and for whom they were told so. */
function federatedFault(
  name: string,
  conditions: readonly Condition[],
  deployment: Deployment,
): string | undefined {
  const provider = deployment.find(name);
  const own =
    (provider !== undefined && ownProviders.has(provider.type)) ||
    name.split(":")[4] === thisAccount ||
    /^[a-z0-9.-]+\.(com|org|net)$/.test(name);
  if (!own) return `identities of ${name}, which is not told to be of this account`;
  const subject = /:(sub|amr|user_id|app_id)$|^saml:(sub|aud|iss)$|cognito-identity\.amazonaws\.com:aud$/i;
  const named = conditions.some(
    ({ operator, key, values }) =>
      exact.test(operator) &&
      subject.test(key) &&
      values.length > 0 &&
      values.every((value) => !isUndetermined(value) && isOneSubject(value)),
  );
  return named ? undefined : `every identity of ${name}`;
}

/** `repo:group/benchmarks:ref:…` is a subject, `repo:group/*` many, `*` all. */
function isOneSubject(value: string): boolean {
  const beforeWildcard = value.split(/[*?]/)[0] ?? "";
  if (beforeWildcard === value) return true;
  return (
    /^[^:]+:[^:/]+\/[^:/]+:/.test(beforeWildcard) || /^system:serviceaccount:[^:]+:/.test(beforeWildcard)
  );
}
