/** Kinds of which "every" is every one that matters: who may be, what is secret. */
const preciousKinds =
  /^(role|user|group|policy|instance-profile|oidc-provider|saml-provider|key|secret|parameter)[/:][*?/:]*$/;

/** Whether a pattern of ARNs is every resource: of AWS, of a service, or of a kind that gives rights. */
export function isEveryResource(pattern: string): boolean {
  if (/^[*?]+$/.test(pattern)) return true;
  const [scheme = "", , service = "", , account = "", ...rest] = pattern.split(":");
  if (/[*?]/.test(scheme) || /[*?]/.test(service)) return true;
  if (scheme !== "arn") return false;
  const resource = rest.join(":");
  const wholeService = resource === "" ? pattern.endsWith("*") : /^[*?/:]+$/.test(resource);
  return wholeService || preciousKinds.test(resource) || (service === "iam" && /[*?]/.test(account));
}
