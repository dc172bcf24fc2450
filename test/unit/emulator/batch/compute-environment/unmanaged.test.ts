import { describe, expect, it } from "vitest";
import { instanceType } from "../../../../../contract/instance-types.ts";
import { resources } from "../local-batch.ts";
import { emptyBatch } from "../resource-calls.ts";

async function unmanagedBatch(types: readonly string[]) {
  const made = emptyBatch({ unmanaged: types.map(instanceType) });
  const { call, settle, createQueue } = made;
  call("CreateComputeEnvironment", { computeEnvironmentName: "ce", type: "UNMANAGED", unmanagedvCpus: 16 });
  await settle();
  createQueue("queue", ["ce"]);
  await settle();
  const submitOf = (vcpus: number) =>
    made.submit({ containerOverrides: { resourceRequirements: resources(vcpus, 1024) } });
  return { ...made, submitOf };
}

describe("an unmanaged environment", () => {
  it("has no resources of its own and shows what its user says that it has", async () => {
    const { environment } = await unmanagedBatch([]);
    expect(environment("ce")).toMatchObject({ type: "UNMANAGED", unmanagedvCpus: 16, status: "VALID" });
    expect(environment("ce")).not.toHaveProperty("computeResources");
  });

  it("is told later of another number of vCPUs", async () => {
    const { environment, call, settle } = await unmanagedBatch([]);
    call("UpdateComputeEnvironment", { computeEnvironment: "ce", unmanagedvCpus: 32 });
    await settle();
    expect(environment("ce")).toMatchObject({ unmanagedvCpus: 32, status: "VALID" });
  });

  it("runs jobs on the instances that are registered, and on no others", async () => {
    const { submitOf, list, clock, describe: show, requests } = await unmanagedBatch(["c7g.xlarge"]);
    const [first, second] = [submitOf(4), submitOf(4)];
    await clock.advance(10);
    expect(list({ jobQueue: "queue" }).jobSummaryList?.map(({ jobId }) => jobId)).toEqual([first]);
    expect(requests[0]?.platform).toBe("linux/arm64");
    await clock.runOut();
    expect(show(second ?? "").status).toBe("SUCCEEDED");
    const large = submitOf(5);
    await clock.advance(10);
    expect(show(large).statusReason).toMatch(/^MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT/);
  });

  it("keeps its instances, idle or not", async () => {
    const { submitOf, clock, describe: show } = await unmanagedBatch(["c7g.xlarge"]);
    const hosts = [];
    for (let index = 0; index < 2; index++) {
      const id = submitOf(1);
      await clock.runOut();
      hosts.push(show(id).container?.containerInstanceArn);
    }
    expect(hosts[0]).toMatch(/^arn:aws:ecs:.*container-instance/);
    expect(hosts[1]).toBe(hosts[0]);
  });

  it("takes no computeResources, then or later, and a managed one no unmanagedvCpus", async () => {
    const { call, createEnvironment } = await unmanagedBatch([]);
    const computeResources = { maxvCpus: 1 };
    expect(() => call("UpdateComputeEnvironment", { computeEnvironment: "ce", computeResources })).toThrow(
      /only for compute environments of type MANAGED/,
    );
    expect(() => createEnvironment("new", {}, { type: "UNMANAGED" })).toThrow(/of type MANAGED/);
    expect(() => createEnvironment("new", {}, { unmanagedvCpus: 1 })).toThrow(/of type UNMANAGED/);
  });
});
