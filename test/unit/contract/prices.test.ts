import { expect, test } from "vitest";
import { instanceTypes } from "../../../contract/instance-types.ts";
import { onDemandPrice } from "../../../contract/prices/on-demand-price.ts";

test.each([...instanceTypes.keys()])("%s has a price in us-east-1, with its date and source", (type) => {
  const price = onDemandPrice(type, "us-east-1");
  expect(price?.usdPerHour).toBeGreaterThan(0.1);
  expect(price?.record).toMatchObject({
    recorded_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    source: expect.stringMatching(/\w/) as string,
  });
});

test("sizes of a family cost in proportion to their vCPUs; hpc7g costs the same in every size", () => {
  const perVcpu = [...instanceTypes.values()].map(({ name, vcpus }) => {
    const [family = ""] = name.split(".");
    const usd = onDemandPrice(name, "us-east-1")?.usdPerHour ?? 0;
    return [family, family === "hpc7g" ? usd : usd / vcpus] as const;
  });
  for (const [family, price] of perVcpu)
    expect(price, family).toBeCloseTo(perVcpu.find(([of]) => of === family)?.[1] ?? 0, 9);
});

test.each([
  ["c7g.4xlarge", "eu-central-1"],
  ["m9g.large", "us-east-1"],
])("%s in %s has none: nothing is guessed", (type, region) => {
  expect(onDemandPrice(type, region)).toBeUndefined();
});
