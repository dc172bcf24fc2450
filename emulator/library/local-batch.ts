/** What the package for other projects promises: types alone, which import nothing. */

/** A container of an attempt of a job, as the simulation sees it: parameters, overrides and variables are applied. */
export interface SimulatedJob {
  readonly jobId: string;
  readonly jobName: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** "default", and of a job of `ecsProperties` its name there. */
  readonly container: string;
  readonly image: string;
  readonly command: readonly string[];
  /** The job's variables, AWS_BATCH_JOB_ID and the like among them. */
  readonly environment: Readonly<Record<string, string>>;
  readonly vcpus: number;
  readonly memoryMiB: number;
}

/** How a simulated attempt goes. */
export interface SimulatedRun {
  /** From STARTING to RUNNING, in milliseconds. @default 0 */
  readonly startMs?: number;
  /** From RUNNING to its end, in milliseconds. @default 0 */
  readonly durationMs?: number;
  /** @default 0 */
  readonly exitCode?: number;
  /** What its log has. @default [] */
  readonly lines?: readonly string[];
}

export interface LocalBatchOptions {
  /**
   * What runs a job. `"simulated"`: nothing does, it succeeds at once; a function says how each container goes instead.
   * `"docker"`: a container of its image, on the engine that the `docker` command would use.
   *
   * @default "simulated"
   */
  readonly jobs?: "simulated" | "docker" | ((job: SimulatedJob) => SimulatedRun);
  /** Variables that every container gets, as an instance's role and region would give them (`"docker"`). @default {} */
  readonly jobEnvironment?: Readonly<Record<string, string>>;
  /** Docker network of the containers (`"docker"`). @default the engine's own */
  readonly network?: string;
  /** Labels of the containers and of volumes that they share (`"docker"`). @default {} */
  readonly labels?: Readonly<Record<string, string>>;
  /** The region of `env`. Requests for another find one of its own, as on AWS. @default "us-east-1" */
  readonly region?: string;
  /** Twelve digits. @default "000000000000" */
  readonly accountId?: string;
  /** An address of this machine. @default "127.0.0.1" */
  readonly host?: string;
  /** A TCP port, or 0 for any free one. @default 0 */
  readonly port?: number;
  /**
   * Where jobs, resources and logs are kept for the next one on the same folder to go on from; one at a time.
   *
   * @default a temporary folder, removed by `close`
   */
  readonly stateFolder?: string;
  /**
   * Whether compute environments and job queues are VALID in the answer to their creation. On AWS they are CREATING for
   * some time, and what needs them is refused meanwhile.
   *
   * @default true
   */
  readonly instant?: boolean;
  /** Where requests for S3 go on to, such as "http://127.0.0.1:4566". @default they are refused */
  readonly s3Endpoint?: string;
}

export interface LocalBatch {
  /** Such as "http://127.0.0.1:41234". */
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  /** Nothing checks them; a client must have some. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** For a client in a process of its own: endpoint, region, credentials (`AWS_ENDPOINT_URL` and so on). */
  readonly env: Readonly<Record<string, string>>;
  /** Ends all jobs, and forgets them, all resources and all logs. */
  reset(): Promise<void>;
  /** Ends all jobs (SIGTERM, after 2 s SIGKILL) and stops listening. Without `stateFolder` nothing is left. */
  close(): Promise<void>;
}
