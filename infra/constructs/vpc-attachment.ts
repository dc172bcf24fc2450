/** What the rest of the system needs to know of a network, its own or an existing one. */
export interface VpcAttachment {
  readonly vpcId: string;
  /** Private subnets for instances, each in another zone. */
  readonly subnetIds: string[];
  /** Prefix list of S3 in the region, which its gateway endpoint routes. */
  readonly s3PrefixListId: string;
  /** Whether the AWS APIs are reached over the Internet (NAT) rather than through endpoints in the VPC. */
  readonly reachesInternet: boolean;
}
