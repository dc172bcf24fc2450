/** A consumable resource (licences, quota of a database) as the local Batch keeps it. */
export interface ConsumableResource {
  readonly name: string;
  readonly arn: string;
  /** Whether what a job took comes back when the job ends, or is gone. */
  readonly isReplenishable: boolean;
  readonly createdAt: number;
  readonly totalQuantity: number;
  /** What jobs that are STARTING or RUNNING have of it. */
  inUseQuantity: number;
}

/** What a job takes of a resource, by the name or ARN that was given. */
export interface ConsumableNeed {
  readonly consumableResource: string;
  readonly quantity: number;
}
