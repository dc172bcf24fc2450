/** Kinds of which a name without a beginning is any that matters: who may be, what is secret. */
const preciousKinds =
  /^(role|user|group|policy|instance-profile|oidc-provider|saml-provider|key|secret|parameter)[/:]+[*?]/;

/** Kinds that people name, so that there is a narrower pattern than every one of them. */
const namedKinds =
  /^(alarm|cluster|crawler|database|db|event-bus|file-system|function|job-definition|job-queue|log-group|repository|rule|schedule|stateMachine|stream|table|topic|workgroup)[/:][*?/:]*$/;

/** Kinds whose ids EC2 makes up: which of them is said by a condition, if by anything. */
const numberedKinds = /^(image|instance|network-interface|security-group|snapshot|subnet|volume|vpc)\/[*?]*$/;

/**
 * Whether a pattern of ARNs is every resource: of AWS, of a service, or of a kind of which the one that is meant could
 * be told.
 */
export function isEveryResource(pattern: string, isConditional = false): boolean {
  if (/^[*?]+$/.test(pattern)) return true;
  const [scheme = "", , service = "", , account = "", ...rest] = pattern.split(":");
  if (/[*?]/.test(scheme) || /[*?]/.test(service)) return true;
  if (scheme !== "arn") return false;
  const resource = rest.join(":");
  const wholeService = resource === "" ? pattern.endsWith("*") : /^[*?/:]+$/.test(resource);
  return (
    wholeService ||
    preciousKinds.test(resource) ||
    namedKinds.test(resource) ||
    // Names of buckets are all there is of their ARNs.
    (service === "s3" && /^[*?]/.test(resource)) ||
    (service === "ec2" && !isConditional && numberedKinds.test(resource)) ||
    (service === "iam" && /[*?]/.test(account))
  );
}
