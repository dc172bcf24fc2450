import type { PortMap } from "dockerode";
import { AbstractStartedContainer, GenericContainer, getContainerRuntimeClient, Wait } from "testcontainers";
import type { StartedTestContainer, StopOptions, StoppedTestContainer } from "testcontainers";
import { GeosBenchError } from "../../contract/errors.ts";
import { localBatchImage } from "../../contract/local-batch-image.ts";
import { localAccountId } from "../aws/account.ts";
import { ownPaths } from "../http/own-paths.ts";
import { clientEnvironment } from "../local/client-environment.ts";
import { credentialsOf } from "../local/local-credentials.ts";
import { imagePort, imageSocket, imageVariables } from "./image/image-contract.ts";

/** Time for the local Batch to end its jobs: testcontainers itself would give a container none. */
const stopMs = 20_000;

const loopback = "127.0.0.1";

/** A local AWS Batch in a container, for tests: simulated jobs by default. */
export class LocalBatchContainer extends GenericContainer {
  #accountId: string = localAccountId;
  #region = "us-east-1";
  #jobs: "docker" | "simulated" = "simulated";

  /** @param image The one that `gcbench image build --target local-batch` made last, or another one's name. */
  constructor(image: string = localBatchImage) {
    super(image);
    this.withExposedPorts(imagePort);
    this.withWaitStrategy(Wait.forHttp(ownPaths.health, imagePort));
  }

  /**
   * `"docker"`: as containers of the engine that runs this one, on its network. Its Docker socket is mounted, which is as
   * good as root on that machine; so the port is bound to 127.0.0.1 where the engine is on this one.
   */
  withJobs(jobs: "docker" | "simulated"): this {
    this.#jobs = jobs;
    return this;
  }

  /** Twelve digits. */
  withAccountId(accountId: string): this {
    this.#accountId = accountId;
    return this;
  }

  /** The region of `env` and `clientConfig`. Requests for another find one of its own, as on AWS. */
  withRegion(region: string): this {
    this.#region = region;
    return this;
  }

  /** Variables that every job's container gets, such as the endpoint of an S3 and credentials for it. */
  withJobEnvironment(variables: Readonly<Record<string, string>>): this {
    return this.withEnvironment({ [imageVariables.jobEnvironment]: JSON.stringify(variables) });
  }

  /** Throws with the `code` `image-missing` where there is no such image and no registry to ask for it. */
  override async start(): Promise<StartedLocalBatchContainer> {
    const { info, image } = await getContainerRuntimeClient();
    if (this.imageName.string.startsWith("localhost/") && !(await image.exists(this.imageName))) {
      throw new GeosBenchError(`The Docker engine has no image ${this.imageName.string}.`, {
        code: "image-missing",
        hint: "`npx gcbench image build --target local-batch`, in a checkout of geos-chem-bench, makes it; or name another one: new LocalBatchContainer(image).",
      });
    }
    this.withEnvironment({
      [imageVariables.jobs]: this.#jobs,
      [imageVariables.accountId]: this.#accountId,
      [imageVariables.region]: this.#region,
    });
    if (this.#jobs === "docker") this.#useEngine(info.containerRuntime);
    return new StartedLocalBatchContainer(await super.start(), this.#region, this.#accountId);
  }

  #useEngine({ host, remoteSocketPath }: { readonly host: string; readonly remoteSocketPath: string }): void {
    // Besides what the caller mounts; once, however often this is started.
    const others = (this.hostConfig.Binds ?? []).filter((bind) => !bind.includes(`:${imageSocket}`));
    this.hostConfig.Binds = [...others, `${remoteSocketPath}:${imageSocket}`];
    // Whoever has the socket is as good as root; which group may use it on another machine, nobody here knows.
    this.withUser("0:0");
    if (host === "localhost") {
      const bindings = Object.entries((this.hostConfig.PortBindings ?? {}) as PortMap);
      this.hostConfig.PortBindings = Object.fromEntries(
        bindings.map(([port, hosts]) => [port, hosts.map((one) => ({ HostIp: loopback, ...one }))]),
      );
    }
  }
}

/** One that answers. */
export class StartedLocalBatchContainer extends AbstractStartedContainer {
  readonly region: string;
  readonly accountId: string;

  constructor(container: StartedTestContainer, region: string, accountId: string) {
    super(container);
    this.region = region;
    this.accountId = accountId;
  }

  /** Such as "http://127.0.0.1:41234". */
  get endpoint(): string {
    const host = this.getHost();
    // "localhost" may be ::1 first, where the port is another's.
    return `http://${host === "localhost" ? loopback : host}:${this.getMappedPort(imagePort)}`;
  }

  /** For a client of the AWS SDK: `new BatchClient(local.clientConfig())`. */
  clientConfig(): {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  } {
    return { endpoint: this.endpoint, region: this.region, credentials: credentialsOf(this.accountId) };
  }

  /** For a client in a process of its own: endpoint, region, credentials (`AWS_ENDPOINT_URL` and so on). */
  get env(): Readonly<Record<string, string>> {
    return clientEnvironment(this);
  }

  /** Ends all jobs, and forgets them, all resources and all logs. */
  async reset(): Promise<void> {
    const answer = await fetch(this.endpoint + ownPaths.reset, { method: "POST" });
    if (!answer.ok) throw new Error(`${ownPaths.reset} answered ${answer.status}: ${await answer.text()}`);
  }

  /** Ends all jobs, their containers too. */
  override stop(options: Partial<StopOptions> = {}): Promise<StoppedTestContainer> {
    return super.stop({ timeout: stopMs, ...options });
  }
}
