/** What a job asks of an instance. */
export interface JobResources {
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly gpus: number;
}

/** What an instance type, or what is free of an instance, has for jobs. An `InstanceType` is one. */
export interface Room {
  readonly vcpus: number;
  readonly usableMemoryMiB: number;
  /** Default 0: no instance type of the catalogue has GPUs. */
  readonly gpus?: number;
}

/** One resource of which a job asks for more than there is. Memory in MiB. */
export interface Shortage {
  readonly resource: "vcpus" | "memoryMiB" | "gpus";
  readonly requested: number;
  readonly available: number;
}

/**
 * Why a job does not fit; empty when it does. What is not asked for is not compared. vCPUs are not reserved by the ECS
 * agent, memory is: `usableMemoryMiB` of contract/instance-types.ts.
 */
export function shortages(
  { vcpus = 0, memoryMiB = 0, gpus = 0 }: Partial<JobResources>,
  room: Room,
): Shortage[] {
  const compared: readonly Shortage[] = [
    { resource: "vcpus", requested: vcpus, available: room.vcpus },
    { resource: "memoryMiB", requested: memoryMiB, available: room.usableMemoryMiB },
    { resource: "gpus", requested: gpus, available: room.gpus ?? 0 },
  ];
  return compared.filter(({ requested, available }) => requested > available);
}

/** Whether an instance that runs the job would take a second one like it at the same time. */
export function leavesRoomForAnother(
  { vcpus = 0, memoryMiB = 0 }: Partial<JobResources>,
  room: Room,
): boolean {
  return fits({ vcpus: 2 * vcpus, memoryMiB: 2 * memoryMiB }, room);
}

/** Whether there is no shortage; asked for each job that is placed, so without a list of them. */
export const fits = ({ vcpus = 0, memoryMiB = 0, gpus = 0 }: Partial<JobResources>, room: Room): boolean =>
  vcpus <= room.vcpus && memoryMiB <= room.usableMemoryMiB && gpus <= (room.gpus ?? 0);
