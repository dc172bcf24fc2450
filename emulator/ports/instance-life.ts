/** A modelled instance, as whoever follows its life sees it. */
export interface LivingInstance {
  /** As EC2 would name it. */
  readonly id: string;
  /** Of its type. */
  readonly type: string;
  readonly vcpus: number;
  /** Name of its compute environment. */
  readonly environment: string;
}

/**
 * How modelled instances come and go, as a port. The scheduler takes an instance for one that is there as soon as it is
 * launched: how long it boots is in the time that the executor takes to start its first jobs.
 */
export interface InstanceLife {
  /** For how long an environment keeps an instance without jobs, in ms. */
  idleMs(environment: string): number;
  /** Whether environments have instances for their minvCpus from the start, and keep so many. */
  readonly keepsMinimum: boolean;
  launched(instance: LivingInstance): void;
  terminated(instance: LivingInstance): void;
}

/** Instances cost nothing here, and go with their last job: AWS keeps idle ones for some minutes. */
export const briefLife: InstanceLife = {
  idleMs: () => 0,
  keepsMinimum: false,
  launched: () => {},
  terminated: () => {},
};
