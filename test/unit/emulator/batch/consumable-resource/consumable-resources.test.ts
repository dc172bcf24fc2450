import { describe, expect, it, test } from "vitest";
import { filledBatch } from "../resource-calls.ts";

const arn = (name: string) => `arn:aws:batch:us-east-1:123456789012:consumable-resource/${name}`;
const list = (quantity: number) => ({
  consumableResourcePropertiesOverride: {
    consumableResourceList: [{ consumableResource: "licence", quantity }],
  },
});

async function licensedBatch(totalQuantity: number, resourceType = "REPLENISHABLE", exitCode = 0) {
  const outcome = { exitCode, statusReason: "Essential container in task exited" };
  const made = await filledBatch({ plan: () => ({ durationMs: 60_000, outcome }) });
  made.call("CreateConsumableResource", { consumableResourceName: "licence", totalQuantity, resourceType });
  const licence = () => made.call("DescribeConsumableResource", { consumableResource: "licence" });
  return { ...made, licence };
}

describe("consumable resources", () => {
  it("are created, described, listed, changed and deleted", async () => {
    const { call, licence, clock } = await licensedBatch(5);
    expect(licence()).toEqual({
      consumableResourceName: "licence",
      consumableResourceArn: arn("licence"),
      resourceType: "REPLENISHABLE",
      totalQuantity: 5,
      inUseQuantity: 0,
      availableQuantity: 5,
      createdAt: clock.now(),
      tags: {},
    });
    const update = (operation: string | undefined, quantity: number, clientToken?: string) =>
      call("UpdateConsumableResource", { consumableResource: "licence", operation, quantity, clientToken })
        .totalQuantity;
    expect(update("ADD", 3, "once")).toBe(8);
    expect(update("ADD", 3, "once")).toBe(8);
    expect(update("ADD", 1, "once"), "another payload").toBe(9);
    expect(update("REMOVE", 1)).toBe(8);
    await clock.advance(8 * 3_600_000);
    expect(update("ADD", 3, "once"), "valid for 8 hours").toBe(11);
    expect(update("REMOVE", 3)).toBe(8);
    expect(update("REMOVE", 2)).toBe(6);
    expect(() => update("REMOVE", 7)).toThrow(/totalQuantity must be between 0/);
    expect(update(undefined, 4)).toBe(4);
    expect(() => update("DOUBLE", 1)).toThrow(/SET, ADD or REMOVE, given DOUBLE/);
    call("CreateConsumableResource", { consumableResourceName: "other" });
    const names = (values?: string[]) =>
      call("ListConsumableResources", {
        filters: values && [{ name: "CONSUMABLE_RESOURCE_NAME", values }],
      }).consumableResources?.map(({ consumableResourceName }) => consumableResourceName);
    expect(names()).toEqual(["licence", "other"]);
    expect(names(["lic*"])).toEqual(["licence"]);
    call("DeleteConsumableResource", { consumableResource: arn("licence") });
    expect(() => licence()).toThrow(/licence does not exist/);
  });

  test.each([
    [{ consumableResourceName: "licence" }, /Object already exists/],
    [{ consumableResourceName: "a.b" }, /not supported pattern/],
    [{ consumableResourceName: "a", totalQuantity: -1 }, /must be between 0/],
    [{ consumableResourceName: "a", resourceType: "GONE" }, /REPLENISHABLE or NON_REPLENISHABLE, given GONE/],
  ])("are refused as %j", async (request, message) => {
    const { call } = await licensedBatch(1);
    expect(() => call("CreateConsumableResource", request)).toThrow(message);
  });

  test.each([
    [{ consumableResource: "none", quantity: 1 }, /none does not exist/],
    [{ consumableResource: "licence", quantity: 0 }, /at least 1, given 0/],
    [{ quantity: 1 }, /consumableResource is required/],
  ])("are not taken as %j", async (need, message) => {
    const { submit } = await licensedBatch(1);
    const consumableResourcePropertiesOverride = { consumableResourceList: [need] };
    expect(() => submit({ consumableResourcePropertiesOverride })).toThrow(message);
  });
});

describe("a job that takes of them", () => {
  it("takes at STARTING; a job for which too little is left blocks those behind it", async () => {
    const { submit, describe: show, clock, licence, call } = await licensedBatch(3);
    const [first, second, third] = [submit(list(2)), submit(list(2)), submit()];
    await clock.advance(10);
    expect([first, second, third].map((id) => show(id ?? "").status)).toEqual([
      "RUNNING",
      "RUNNABLE",
      "RUNNABLE",
    ]);
    expect(licence()).toMatchObject({ inUseQuantity: 2, availableQuantity: 1, totalQuantity: 3 });
    expect(show(first ?? "").consumableResourceProperties).toEqual({
      consumableResourceList: [{ consumableResource: arn("licence"), quantity: 2 }],
    });
    const jobs = (filters?: { name: string; values: string[] }[]) =>
      call("ListJobsByConsumableResource", { consumableResource: "licence", filters }).jobs;
    expect(jobs()?.map(({ jobStatus, quantity }) => [jobStatus, quantity])).toEqual([
      ["RUNNABLE", 2],
      ["RUNNING", 2],
    ]);
    expect(jobs([{ name: "JOB_STATUS", values: ["RUNNING"] }])).toHaveLength(1);
    call("UpdateConsumableResource", { consumableResource: "licence", operation: "ADD", quantity: 1 });
    await clock.advance(10);
    expect(show(third ?? "").status).toBe("RUNNING");
    await clock.runOut();
    expect(licence()).toMatchObject({ inUseQuantity: 0, totalQuantity: 4 });
  });

  // User guide, "Resource-aware scheduling": gone, failed or not.
  test.each([0, 1])("uses up what is not replenishable, with exit code %i", async (exitCode) => {
    const { submit, clock, licence } = await licensedBatch(5, "NON_REPLENISHABLE", exitCode);
    submit(list(2));
    await clock.advance(10);
    expect(licence()).toMatchObject({ inUseQuantity: 2, availableQuantity: 3, totalQuantity: 5 });
    await clock.runOut();
    expect(licence()).toMatchObject({ inUseQuantity: 0, availableQuantity: 3, totalQuantity: 3 });
  });
});
