import { expect, test } from "vitest";
import { environment, localBatch, queue, resources } from "./local-batch.ts";

const asking = (vcpus: number, memoryMiB: number) => ({
  containerOverrides: { resourceRequirements: resources(vcpus, memoryMiB) },
});
const long = () => ({ durationMs: 60_000 });

test("the first of its queue waits for those who sit there, and whoever is behind it for it", async () => {
  const { submit, batch, clock } = localBatch({
    stack: { computeEnvironments: [environment("ce", { maxvCpus: 16 })] },
    plan: long,
  });
  const runs = submit({ jobName: "runs", ...asking(15, 30_000) });
  const first = submit({ jobName: "first", ...asking(15, 30_000) });
  const second = submit({ jobName: "second" });
  const after = submit({ jobName: "after", dependsOn: [{ jobId: runs }] });
  await clock.advance(10);
  expect(batch.explain(runs)).toMatchObject({ status: "RUNNING", why: "It runs.", runsWhen: [] });
  expect(batch.explain(first)?.runsWhen).toEqual([
    `enough of what sits there has ended (${runs} with 15 vCPUs and 30000 MiB)`,
  ]);
  expect(batch.explain(second)?.runsWhen).toEqual([
    `the job before it in its queue is placed, ${first} (first): gcbench explain ${first}`,
  ]);
  expect(batch.explain(after)?.runsWhen).toEqual([`job ${runs} (runs), which is RUNNING, has succeeded`]);
  await clock.advance(60_000);
  expect(batch.explain(runs)).toMatchObject({
    status: "SUCCEEDED",
    why: "It has ended: Essential container in task exited.",
    environments: [],
  });
});

test.each([
  [31_425, "certain", true],
  [31_600, "likely", false],
  [32_768, "never", false],
] as const)("%i MiB on a c7g.4xlarge are %s, with what that rests on", async (memoryMiB, memory, fits) => {
  const { submit, batch, clock } = localBatch({ plan: long });
  const id = submit(asking(15, memoryMiB));
  await clock.advance(10);
  expect(batch.explain(id)?.environments).toEqual([
    {
      environment: "ce",
      isUsable: true,
      maxVcpus: 64,
      type: {
        name: "c7g.4xlarge",
        vcpus: 16,
        memoryMiB: 32_768,
        usableMemoryMiB: 31_425,
        basis: "a model, floor(0.96 × memory) − 32 MiB",
        memory,
        fits,
      },
    },
  ]);
  expect(batch.explain(id)?.runsWhen).toEqual(
    fits
      ? []
      : [
          `it asks for less than 15 vCPUs, ${memoryMiB} MiB, or its queue has an environment with larger instances (c7g.4xlarge of ce has 16 vCPUs and 31425 MiB)`,
        ],
  );
});

test("what only a change lets run says which: maxvCpus, an environment's state, a consumable resource", async () => {
  const { submit, batch, clock, call } = localBatch({
    stack: {
      computeEnvironments: [
        environment("small", { maxvCpus: 8, allocationStrategy: "BEST_FIT" }),
        environment("off", {}, { state: "DISABLED" }),
        environment("ce"),
      ],
      jobQueues: [queue("small", ["small"]), queue("off", ["off"]), queue("queue", ["ce"])],
    },
  });
  call("CreateConsumableResource", { consumableResourceName: "licence", totalQuantity: 1 });
  const licences = { consumableResourceList: [{ consumableResource: "licence", quantity: 2 }] };
  const when = (id: string) => batch.explain(id)?.runsWhen;
  const tooSmall = submit({ jobQueue: "small" });
  const off = submit({ jobQueue: "off" });
  const licensed = submit({ consumableResourcePropertiesOverride: licences });
  await clock.advance(10);
  expect(when(tooSmall)).toEqual([
    "an environment of its queue has maxvCpus for it, 1 or what its instance has (small has 8)",
  ]);
  expect(when(off)).toEqual([
    "a compute environment of its queue is ENABLED and VALID (off is DISABLED and VALID)",
  ]);
  expect(when(licensed)).toEqual(["there are 2 of consumable resource licence (1 of 1 is free)"]);
});

test("a job that this machine holds back waits for a job on it; a child of an array is explained by itself", async () => {
  const { submit, batch, clock } = localBatch({ host: { vcpus: 2, slots: 1 }, plan: long });
  const array = submit({ arrayProperties: { size: 2 } });
  await clock.advance(10);
  expect(batch.explain(`${array}:1`)?.runsWhen).toEqual([
    "a job that runs on this machine has ended, in whichever queue",
  ]);
  expect(batch.explain(array)).toMatchObject({
    why: "0 of its 2 children have ended.",
    runsWhen: [`its children have their turn, each for itself: gcbench explain ${array}:1`],
  });
  expect(batch.explain("none")).toBeUndefined();
});

test("a queue of a higher priority, whose first job waits for the same environment, goes first", async () => {
  const { submit, batch, clock } = localBatch({
    stack: {
      computeEnvironments: [environment("ce", { maxvCpus: 16 })],
      jobQueues: [queue("high", ["ce"], { priority: 9 }), queue("queue", ["ce"])],
    },
    plan: long,
  });
  submit({ ...asking(8, 1024) });
  await clock.advance(10);
  const high = submit({ jobQueue: "high", ...asking(16, 1024) });
  const low = submit({ ...asking(1, 1024) });
  await clock.advance(10);
  expect(batch.explain(low)?.runsWhen).toEqual([
    expect.stringMatching(
      new RegExp(
        `^enough of what sits there has ended .*, and ${high} of queue high, which has a higher priority, is placed$`,
      ),
    ),
  ]);
});
