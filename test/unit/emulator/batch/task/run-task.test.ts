import { describe, expect, it } from "vitest";
import { batchLives } from "../../../../support/batch-lives.ts";
import { localBatch, resources, type LocalBatchOptions } from "../local-batch.ts";
import { byContainer, container, taskDefinition, waitsFor } from "./task-batch.ts";

const optional = { essential: false };

/** A Batch whose definition "job" is of these containers. */
function batchOf(
  containers: ReturnType<typeof container>[],
  runs: Parameters<typeof byContainer>[0] = {},
  more: { readonly task?: object; readonly definition?: object } & Partial<LocalBatchOptions> = {},
) {
  const { task = {}, definition = {}, ...options } = more;
  return localBatch({
    stack: { jobDefinitions: [taskDefinition(containers, task, definition)] },
    plan: byContainer(runs),
    ...options,
  });
}

const exits = (batch: ReturnType<typeof localBatch>, id: string) =>
  Object.fromEntries(
    (batch.describe(id).ecsProperties?.taskProperties?.[0]?.containers ?? []).map(({ name, exitCode }) => [
      name,
      exitCode,
    ]),
  );

describe("a job of several containers", () => {
  it("shows its task, each container with its end and its own log, and no container of its own", async () => {
    const batch = batchOf([container("main"), container("side", optional)], {
      main: { lines: ["from main"] },
      side: { lines: ["from side"], exitCode: 3, durationMs: 500 },
    });
    const id = batch.submit();
    await batch.clock.runOut();
    const job = batch.describe(id);
    expect(job.status).toBe("SUCCEEDED");
    expect(job).not.toHaveProperty("container");
    const [task] = job.ecsProperties?.taskProperties ?? [];
    const taskId = task?.taskArn?.split("/").at(-1);
    expect(task?.containers).toMatchObject([
      {
        name: "main",
        essential: true,
        dependsOn: [],
        command: ["run", "main"],
        exitCode: 0,
        logStreamName: `job/main/${taskId}`,
        networkInterfaces: [],
      },
      { name: "side", exitCode: 3, logStreamName: `job/side/${taskId}` },
    ]);
    expect(job.attempts).toEqual([
      {
        taskProperties: [
          {
            containerInstanceArn: task?.containerInstanceArn,
            taskArn: task?.taskArn,
            containers: [
              { name: "main", exitCode: 0, logStreamName: `job/main/${taskId}`, networkInterfaces: [] },
              { name: "side", exitCode: 3, logStreamName: `job/side/${taskId}`, networkInterfaces: [] },
            ].map((one) => ({ ...one, reason: undefined })),
          },
        ],
        startedAt: expect.any(Number) as number,
        stoppedAt: expect.any(Number) as number,
        statusReason: "Essential container in task exited",
      },
    ]);
    expect(batch.logLines.map(({ stream, message }) => [stream, message])).toEqual([
      [`job/main/${taskId}`, "from main"],
      [`job/side/${taskId}`, "from side"],
    ]);
    const [summary] = batch.list({ jobQueue: "queue", jobStatus: "SUCCEEDED" }).jobSummaryList ?? [];
    expect(summary).not.toHaveProperty("container");
  });

  it("asks for what its containers ask for together, and gives each its own", async () => {
    const batch = batchOf([
      container("a", { resourceRequirements: resources(3, 1000) }),
      container("b", { resourceRequirements: resources(2, 500) }),
    ]);
    const id = batch.submit();
    await batch.clock.advance(10);
    expect(batch.requests.map(({ vcpus, memoryMiB }) => [vcpus, memoryMiB])).toEqual([
      [3, 1000],
      [2, 500],
    ]);
    const { environments } = batch.batch.view(10);
    expect(environments[0]?.instances[0]?.jobs).toMatchObject([{ id, vcpus: 5, memoryMiB: 1500 }]);
    expect(batch.batch.explain(id)).toMatchObject({ status: "RUNNING" });
  });

  it("gives containers the volumes of the task, their overrides and their parameters by name", async () => {
    const batch = batchOf(
      [container("a", { command: ["say", "Ref::what"] }), container("b")],
      {},
      { task: { volumes: [{ name: "scratch" }] }, definition: { parameters: { what: "default" } } },
    );
    const containers = [
      {
        name: "b",
        command: ["other"],
        environment: [{ name: "X", value: "1" }],
        resourceRequirements: resources(2, 600),
      },
    ];
    const id = batch.submit({
      parameters: { what: "hello" },
      ecsPropertiesOverride: { taskProperties: [{ containers }] },
    });
    await batch.clock.advance(10);
    const [a, b] = batch.requests.map(({ container: of }) => of);
    expect(a).toMatchObject({ command: ["say", "hello"], volumes: [{ name: "scratch" }] });
    expect(b).toMatchObject({ command: ["other"], volumes: [{ name: "scratch" }] });
    expect(b?.environment).toEqual(
      expect.arrayContaining([
        { name: "X", value: "1" },
        { name: "AWS_BATCH_JOB_ID", value: id },
      ]),
    );
    expect(batch.describe(id).ecsProperties?.taskProperties?.[0]?.containers?.[1]).toMatchObject(
      containers[0] ?? {},
    );
  });

  it.each([
    [{ containerOverrides: {} }, /containerOverrides is only for jobs of containerProperties/],
    [{ nodeOverrides: {} }, /nodeOverrides is only for multi-node jobs/],
    [{ ecsPropertiesOverride: { taskProperties: [{}, {}] } }, /takes one task, given 2/],
    [override({ name: "c" }), /must name a container of the job definition \(a, b\), given c/],
    [override({ command: ["x"] }), /must name a container .* given undefined/],
    [override({ name: "a" }, { name: "a" }), /has container a twice/],
    [override({ name: "a", command: [""] }), /command can't contain an empty string/],
    [override({ name: "a", environment: [{ name: "AWS_BATCH_X" }] }), /AWS_BATCH_X is reserved/],
    [override({ name: "a", command: ["Ref::none"] }), /No parameter found for reference none/],
  ])("refuses %j", (input, message) => {
    const batch = batchOf([container("a"), container("b")]);
    expect(() => batch.submit(input)).toThrow(message);
  });
});

describe("the containers of a task", () => {
  it("start when what they depend on has started, has ended, or has succeeded", async () => {
    const batch = batchOf(
      [
        container("main", {
          dependsOn: [
            { containerName: "init", condition: "SUCCESS" },
            { containerName: "fails", condition: "COMPLETE" },
            { containerName: "server", condition: "START" },
          ],
        }),
        container("server", { ...optional, ...waitsFor("init", "SUCCESS") }),
        container("fails", optional),
        container("init", optional),
      ],
      { init: { durationMs: 5000 }, fails: { exitCode: 1 }, server: { startMs: 2000, durationMs: 60_000 } },
    );
    const id = batch.submit();
    const started = () => batch.requests.map(({ inTask }) => inTask?.name);
    await batch.clock.advance(4000);
    expect(started()).toEqual(["fails", "init"]);
    // The task is PENDING at ECS while one of its containers has not started.
    expect(batch.describe(id).status).toBe("STARTING");
    await batch.clock.advance(2000);
    expect(started()).toEqual(["fails", "init", "server"]);
    await batch.clock.advance(1500);
    expect(started()).toEqual(["fails", "init", "server", "main"]);
    expect(batch.describe(id).status).toBe("RUNNING");
    await batch.clock.runOut();
    expect(batch.describe(id).status).toBe("SUCCEEDED");
    // The end of the essential one ends the server.
    expect(exits(batch, id)).toEqual({ main: 0, server: 143, fails: 1, init: 0 });
  });

  // aws/amazon-ecs-agent#3218
  it("never start after one that should have succeeded and has not, which ends the task of an essential one", async () => {
    const batch = batchOf(
      [
        container("main", waitsFor("init", "SUCCESS")),
        container("init", optional),
        container("side", optional),
      ],
      { init: { exitCode: 7 }, side: { durationMs: 60_000 } },
    );
    const id = batch.submit();
    await batch.clock.runOut();
    expect(batch.describe(id).status).toBe("FAILED");
    expect(exits(batch, id)).toEqual({ main: 143, init: 7, side: 143 });
    expect(batch.describe(id).ecsProperties?.taskProperties?.[0]?.containers?.[0]?.reason).toBe(
      "CannotStartContainerError: dependency graph: failed to resolve container ordering dependency [init(image) (STOPPED->RUNNING) - Exit: 7] for target [main(image) (NONE->RUNNING)] as dependency did not exit successfully.",
    );
  });

  it("give up on a dependency whose startTimeout is over, and need not where they are not essential", async () => {
    const batch = batchOf(
      [
        container("main"),
        container("slow", { ...optional, startTimeout: 10 }),
        container("late", { ...optional, ...waitsFor("slow", "COMPLETE") }),
      ],
      { main: { durationMs: 30_000 }, slow: { durationMs: 20_000 } },
    );
    const id = batch.submit();
    await batch.clock.advance(9000);
    expect(batch.describe(id).status).toBe("STARTING");
    await batch.clock.runOut();
    expect(batch.describe(id).status).toBe("SUCCEEDED");
    expect(exits(batch, id)).toEqual({ main: 0, slow: 0, late: 143 });
    expect(batch.describe(id).ecsProperties?.taskProperties?.[0]?.containers?.[2]?.reason).toMatch(
      /container ordering dependency \[slow\(image\).*\] for target \[late\(image\).*\] has timed out\.$/,
    );
  });

  it.each([
    ["none failed", { a: {}, b: {} }, "SUCCEEDED"],
    ["an essential one failed", { a: { exitCode: 1 }, b: { durationMs: 9000 } }, "FAILED"],
    ["an essential one was stopped by the end of the other", { a: {}, b: { durationMs: 9000 } }, "FAILED"],
    ["another one failed", { a: {}, b: {}, c: { exitCode: 1 } }, "SUCCEEDED"],
    [
      "another one could not start",
      { a: {}, b: {}, c: { outcome: { statusReason: "Task failed to start", reason: "no image" } } },
      "SUCCEEDED",
    ],
    [
      "an essential one could not start",
      { a: { outcome: { statusReason: "Task failed to start", reason: "no image" } } },
      "FAILED",
    ],
  ])("decide on the job: %s", async (_, runs, status) => {
    const batch = batchOf([container("a"), container("b"), container("c", optional)], runs);
    const id = batch.submit();
    await batch.clock.runOut();
    expect(batch.describe(id).status).toBe(status);
  });

  it("are stopped together, those that depend on others first, each after its own time", async () => {
    const batch = batchOf(
      [
        container("main", { ...waitsFor("server", "START"), stopTimeout: 10 }),
        container("server", { ...optional, stopTimeout: 5 }),
      ],
      {
        main: { durationMs: 1_000_000, onSigterm: "ignores" },
        server: { durationMs: 1_000_000, onSigterm: "ignores" },
      },
    );
    const id = batch.submit();
    await batch.clock.advance(1000);
    batch.terminate(id, "enough");
    await batch.clock.advance(14_000);
    expect(batch.describe(id).status).toBe("RUNNING");
    await batch.clock.advance(1000);
    expect(batch.describe(id)).toMatchObject({
      status: "FAILED",
      statusReason: "enough",
      isTerminated: true,
    });
    expect(exits(batch, id)).toEqual({ main: 137, server: 137 });
  });

  it("end with the job's timeout, and start no more once it is terminated", async () => {
    const batch = batchOf([container("main", waitsFor("init", "SUCCESS")), container("init", optional)], {
      main: { durationMs: 1_000_000 },
      init: { durationMs: 5000 },
    });
    const timed = batch.submit({ timeout: { attemptDurationSeconds: 60 } });
    const terminated = batch.submit();
    await batch.clock.advance(1000);
    batch.terminate(terminated, "too early");
    await batch.clock.runOut();
    expect(batch.describe(timed)).toMatchObject({
      status: "FAILED",
      statusReason: "Job attempt duration exceeded timeout",
    });
    expect(exits(batch, timed)).toEqual({ main: 143, init: 0 });
    expect(batch.describe(terminated)).toMatchObject({ status: "FAILED", statusReason: "too early" });
    expect(exits(batch, terminated)).toEqual({ main: undefined, init: 143 });
    expect(batch.requests.filter(({ jobId }) => jobId === terminated)).toHaveLength(1);
  });

  it("are all tried again, by the exit code of the essential one that failed", async () => {
    const batch = batchOf([container("main"), container("side", optional)], {
      main: { exitCode: 5 },
      side: { exitCode: 9, durationMs: 500 },
    });
    const evaluateOnExit = [
      { onExitCode: "5", action: "RETRY" as const },
      { onExitCode: "*", action: "EXIT" as const },
    ];
    const id = batch.submit({ retryStrategy: { attempts: 2, evaluateOnExit } });
    await batch.clock.runOut();
    expect(batch.describe(id)).toMatchObject({ status: "FAILED" });
    expect(batch.describe(id).attempts).toHaveLength(2);
    expect(batch.requests).toHaveLength(4);
  });

  it("run in the children of an array, and on the nodes of a multi-node job", async () => {
    const containers = [container("main"), container("side", optional)];
    const batch = batchOf(containers, { side: { durationMs: 60_000 } });
    const array = batch.submit({ arrayProperties: { size: 2 } });
    batch.register({
      jobDefinitionName: "nodes",
      type: "multinode",
      nodeProperties: {
        numNodes: 2,
        mainNode: 0,
        nodeRangeProperties: ["0", "1"].map((targetNodes) => ({
          targetNodes,
          ecsProperties: { taskProperties: [{ containers }] },
        })),
      },
    });
    const nodePropertyOverrides = [
      {
        targetNodes: "1",
        ecsPropertiesOverride: { taskProperties: [{ containers: [{ name: "side", command: ["other"] }] }] },
      },
    ];
    const nodes = batch.submit({ jobDefinition: "nodes", nodeOverrides: { nodePropertyOverrides } });
    await batch.clock.runOut();
    for (const id of [array, nodes]) expect(batch.describe(id).status).toBe("SUCCEEDED");
    expect(exits(batch, `${array}:1`)).toEqual({ main: 0, side: 143 });
    expect(exits(batch, `${nodes}#0`)).toEqual({ main: 0, side: 143 });
    const side = batch.requests.find(
      ({ jobId, inTask }) => jobId === `${nodes}#1` && inTask?.name === "side",
    );
    expect(side?.container.command).toEqual(["other"]);
    const { definitions } = batch;
    const [shown] = definitions({ jobDefinitionName: "nodes" }).jobDefinitions ?? [];
    expect(shown?.nodeProperties?.nodeRangeProperties?.[0]).toMatchObject({
      ecsProperties: {
        taskProperties: [{ containers: [{ name: "main", essential: true }, { name: "side" }] }],
      },
    });
  });
});

describe("a task of a Batch that was killed", () => {
  const containers = [
    container("main", waitsFor("init", "SUCCESS")),
    container("init", optional),
    container("side", optional),
  ];
  const lives = () =>
    batchLives({
      stack: { jobDefinitions: [taskDefinition(containers)] },
      plan: byContainer({
        init: { durationMs: 5000 },
        main: { durationMs: 60_000 },
        side: { durationMs: 90_000 },
      }),
    });

  it("goes on with all its containers, in their order", async () => {
    const two = lives();
    const before = two.begin();
    const id = before.submit();
    await before.clock.advance(10_000);
    expect(before.describe(id).status).toBe("RUNNING");
    const after = two.killed(before);
    expect(after.describe(id)).toEqual(before.describe(id));
    await after.clock.runOut();
    // The simulated executor has forgotten its containers: each starts again, after what it depends on.
    expect(after.requests.map(({ attempt, inTask }) => [attempt, inTask?.name])).toEqual([
      [1, "init"],
      [1, "side"],
      [1, "main"],
    ]);
    expect(after.describe(id).status).toBe("SUCCEEDED");
    expect(after.describe(id).attempts).toHaveLength(1);
  });

  it("looks for every container of a task that was being stopped, or one would run for ever", async () => {
    const two = lives();
    const before = two.begin();
    const id = before.submit();
    await before.clock.advance(10_000);
    before.terminate(id, "enough");
    const after = two.killed(before);
    await after.clock.runOut();
    expect(new Set(after.requests.map(({ inTask }) => inTask?.name))).toEqual(
      new Set(["init", "main", "side"]),
    );
    expect(after.describe(id)).toMatchObject({ status: "FAILED", statusReason: "enough" });
  });
});

function override(...containers: object[]) {
  return { ecsPropertiesOverride: { taskProperties: [{ containers }] } };
}
