/** What the rest of the system needs to know of a network, its own or an existing one. */
export interface VpcAttachment {
  readonly vpcId: string;
  /** Private subnets for instances. */
  readonly subnets: readonly AttachedSubnet[];
  /** Prefix list of S3 in the region, which its gateway endpoint routes. */
  readonly s3PrefixListId: string;
  /** Whether the AWS APIs are reached over the Internet (NAT) rather than through endpoints in the VPC. */
  readonly reachesInternet: boolean;
}

export interface AttachedSubnet {
  readonly id: string;
  /** Name of its zone, for example `us-east-1a`; a token where it is chosen or looked up when Terraform plans. */
  readonly zone: string;
  /** What the config calls it: the name of its zone, or its id in an existing VPC. */
  readonly name?: string | undefined;
}

/** The subnets that a fleet names, which the config's schema has checked to be there; all of them where it names none. */
export function subnetsFor(
  { subnets }: Pick<VpcAttachment, "subnets">,
  names: readonly string[] | undefined,
): readonly AttachedSubnet[] {
  return names ? subnets.filter(({ name }) => name !== undefined && names.includes(name)) : subnets;
}
