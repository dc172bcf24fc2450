/**
 * Actions that AWS defines on no resource, or that look at all resources of a kind whatever is named (service
 * authorisation reference): for them alone "*" is the narrowest.
 */
const withoutResource = [
  /^(autoscaling|elasticloadbalancing):describe[a-z]*\*?$/,
  /^batch:(describe(jobs|jobqueues|jobdefinitions|computeenvironments|schedulingpolicies)|list(jobs|schedulingpolicies))$/,
  /^ce:get[a-z]*$/,
  /^cloudwatch:(putmetricdata|getmetricdata|getmetricstatistics|listmetrics)$/,
  /^ec2:describe[a-z]*\*?$/,
  /^ecr:getauthorizationtoken$/,
  /^ecs:(discoverpollendpoint|listclusters)$/,
  /^iam:list(roles|policies|accountaliases|instanceprofiles)$/,
  /^kms:list(aliases|keys)$/,
  /^logs:(describeloggroups|describequeries|getqueryresults|stopquery)$/,
  /^pricing:[a-z]+$/,
  /^s3:listallmybuckets$/,
  /^servicequotas:(get|list)[a-z]*$/,
  /^ssm:describeparameters$/,
  /^ssmmessages:(createcontrolchannel|createdatachannel|opencontrolchannel|opendatachannel)$/,
  /^sts:getcalleridentity$/,
  /^tag:getresources$/,
  /^xray:put(tracesegments|telemetryrecords)$/,
];

export const needsNoResource = (action: string): boolean =>
  withoutResource.some((pattern) => pattern.test(action.toLowerCase()));

/** Services whose actions hand out rights: each is named in full. */
const handsOutRights = /^(iam|sts|organizations|account|sso|sso-admin|identitystore):/i;

/** What only looks, and at names and settings: `Get` hands out contents, `Describe` and `List` do not. */
const looking = /^[a-z0-9-]+:(describe|list)[a-z]*\*$/i;

/** A verb and what it is done to: `GenerateDataKey*` has two forms, `Put*` is whatever a service may ever put. */
const oneFamily = /^[a-z0-9-]+:[A-Z][a-z]+(?:[A-Z][A-Za-z]+)\*$/;

/** Whether a pattern of actions is wider than one family of them. Actions have no case (`S3:*` is `s3:*`). */
export function isWildAction(action: string): boolean {
  if (!/[*?]/.test(action)) return false;
  return handsOutRights.test(action) || !(looking.test(action) || oneFamily.test(action));
}
