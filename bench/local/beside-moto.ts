import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import {
  BatchClient,
  CreateComputeEnvironmentCommand,
  CreateJobQueueCommand,
  RegisterJobDefinitionCommand,
  type CreateComputeEnvironmentCommandInput,
} from "@aws-sdk/client-batch";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { execa } from "execa";
import { startMoto } from "../../test/support/moto-server.ts";
import { described, quantile } from "../statistics.ts";
import { takeTurns } from "../take-turns.ts";
import { rawClient } from "./raw-client.ts";

interface Server {
  readonly endpoint: string;
  /** Makes what jobs need to be submitted. */
  readonly prepare: () => Promise<void>;
  readonly close: () => Promise<unknown>;
}

const loads = [
  { connections: 1, calls: 500, goal: 10 },
  { connections: 32, calls: 3200, goal: 20 },
] as const satisfies Load[];

interface Load {
  readonly connections: number;
  readonly calls: number;
  readonly goal: number;
}

/** A new process compiles what it has run often: its first calls take twice as long as those that follow. */
const warmUp = { connections: 1, calls: 3000 };
const operations = { SubmitJob: "/v1/submitjob", DescribeJobs: "/v1/describejobs" } as const;
type Operation = keyof typeof operations;
const quantiles = { p50: 0.5, p99: 0.99 } as const;

/**
 * SubmitJob and DescribeJobs of the local Batch, its state on disk, beside moto's server: a process each, the same
 * requests by the same client. Neither starts a container: moto runs as `batch_simple`, which calls a job SUCCEEDED as
 * it is submitted; the local Batch schedules it, and its simulated container ends at once. Beside both a server that
 * does nothing: no answer can be faster than its.
 */
export async function besideMoto(rounds: number): Promise<void> {
  const servers = { local: await startOurs(), moto: await startTheirs(), nothing: await startNothing() };
  const arms = (load: Load) => ({
    local: () => measure(servers.local.endpoint, load),
    moto: () => measure(servers.moto.endpoint, load),
    nothing: () => measure(servers.nothing.endpoint, load),
  });
  try {
    for (const { endpoint, prepare } of Object.values(servers)) {
      await prepare();
      await measure(endpoint, warmUp);
      // The more jobs moto has, the longer it looks for one.
      await fetch(`${endpoint}/moto-api/reset`, { method: "POST" });
      await prepare();
    }
    for (const load of loads) {
      console.log(`  ${load.connections} connections, ${load.calls} calls of each operation a round`);
      // Not counted: the first connections and what only so many at once meet.
      await takeTurns(1, arms(load));
      const times = await takeTurns(rounds, arms(load));
      for (const operation of Object.keys(operations) as Operation[]) {
        for (const [name, share] of Object.entries(quantiles)) {
          const of = (rows: typeof times.local) => rows.map((row) => quantile(row[operation], share));
          const [ours, theirs, nobodys] = [of(times.local), of(times.moto), of(times.nothing)];
          const ratios = theirs.map((ms, round) => ms / (ours[round] ?? Number.NaN));
          console.log(`    ${operation} ${name}`);
          console.log(`      local Batch  ${described(ours, 2, "ms")}`);
          console.log(`      moto server  ${described(theirs, 2, "ms")}`);
          console.log(`      no work      ${described(nobodys, 2, "ms")}`);
          console.log(`      ratio        ${described(ratios, 1)} (goal: at least ${load.goal})`);
        }
      }
    }
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.close()));
  }
}

/** Milliseconds of each call: jobs are submitted, then each is described. */
async function measure(
  endpoint: string,
  { connections, calls }: Omit<Load, "goal">,
): Promise<Record<Operation, number[]>> {
  const client = rawClient(endpoint, connections);
  const job = { jobName: "job", jobQueue: "queue", jobDefinition: "definition" };
  const bodies = Array.from({ length: calls }, () => job);
  const submitted = await client.callAll(operations.SubmitJob, bodies);
  const ids = submitted.map(({ answer }) => (answer as { jobId: string }).jobId);
  const seen = await client.callAll(
    operations.DescribeJobs,
    ids.map((id) => ({ jobs: [id] })),
  );
  await client.close();
  const states = seen.map(({ answer }) => (answer as { jobs: { status: string }[] }).jobs[0]?.status);
  if (states.includes("FAILED")) throw new Error(`${endpoint}: jobs failed`);
  return {
    SubmitJob: submitted.map(({ ms }) => ms),
    DescribeJobs: seen.map(({ ms }) => ms),
  };
}

async function startOurs(): Promise<Server> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "gcbench-beside-moto-"));
  const { endpoint, close } = await startProgram("serve-local-batch.ts", folder);
  return {
    endpoint,
    prepare: () =>
      prepareQueue(endpoint, {
        computeEnvironmentName: "environment",
        type: "MANAGED",
        computeResources: {
          type: "EC2",
          maxvCpus: 4096,
          instanceTypes: ["c7i.4xlarge"],
          subnets: ["subnet-0123456789abcdef0"],
          securityGroupIds: ["sg-0123456789abcdef0"],
          instanceRole: "ecsInstanceRole",
        },
      }),
    async close() {
      await close();
      await rm(folder, { recursive: true });
    },
  };
}

const startNothing = async (): Promise<Server> => ({
  ...(await startProgram("serve-nothing.ts")),
  prepare: async () => {},
});

/** A server of this folder that prints where it answers, and ends with its standard input. */
async function startProgram(name: string, ...args: string[]): Promise<Omit<Server, "prepare">> {
  const program = path.join(import.meta.dirname, name);
  const server = execa(process.execPath, [program, ...args], { buffer: false, stdin: "pipe" });
  const endpoint = await new Promise<string>((resolve, reject) => {
    createInterface(server.stdout).once("line", resolve);
    server.catch(reject);
  });
  return {
    endpoint,
    async close() {
      server.stdin.end();
      await server;
    },
  };
}

async function startTheirs(): Promise<Server> {
  const moto = await startMoto();
  if ("missing" in moto) throw new Error(moto.missing);
  const { url: endpoint, close } = moto;
  async function prepare(): Promise<void> {
    const settings = { batch: { use_docker: false } };
    const set = await fetch(`${endpoint}/moto-api/config`, {
      method: "POST",
      body: JSON.stringify(settings),
    });
    if (!set.ok) throw new Error(`moto does not take its settings: ${set.status}`);
    const iam = new IAMClient(clientOf(endpoint));
    const role = new CreateRoleCommand({ RoleName: "batch", AssumeRolePolicyDocument: "{}" });
    const { Role } = await iam.send(role);
    iam.destroy();
    await prepareQueue(endpoint, {
      computeEnvironmentName: "environment",
      type: "UNMANAGED",
      ...(Role?.Arn !== undefined && { serviceRole: Role.Arn }),
    });
  }
  return { endpoint, prepare, close };
}

/** The environment differs: moto wants roles and subnets that it knows. */
async function prepareQueue(
  endpoint: string,
  environment: CreateComputeEnvironmentCommandInput,
): Promise<void> {
  const batch = new BatchClient(clientOf(endpoint));
  await batch.send(new CreateComputeEnvironmentCommand(environment));
  const computeEnvironmentOrder = [{ order: 1, computeEnvironment: "environment" }];
  const queue = { jobQueueName: "queue", priority: 1, state: "ENABLED", computeEnvironmentOrder } as const;
  await batch.send(new CreateJobQueueCommand(queue));
  await batch.send(
    new RegisterJobDefinitionCommand({
      jobDefinitionName: "definition",
      type: "container",
      containerProperties: {
        image: "busybox",
        command: ["true"],
        resourceRequirements: [
          { type: "VCPU", value: "1" },
          { type: "MEMORY", value: "128" },
        ],
      },
    }),
  );
  batch.destroy();
}

const clientOf = (endpoint: string) => ({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});
