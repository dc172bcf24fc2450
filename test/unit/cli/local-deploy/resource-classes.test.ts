import { expect, test } from "vitest";
import { classCounts, notServed, resourceClasses } from "../../../../cli/local-deploy/resource-classes.ts";

const resource = (type: string) => ({ address: `${type}.of`, type });

test("a type without a line is not served", () => {
  const given = ["aws_vpc", "aws_instance", "toString"].map(resource);
  expect(notServed(given).map(({ type }) => type)).toEqual(["aws_instance", "toString"]);
});

test("resources are counted by class, the inert ones by what that means", () => {
  const given = ["aws_vpc", "aws_subnet", "aws_subnet", "aws_batch_job_queue", "aws_instance"].map(resource);
  const here = resourceClasses["aws_vpc"]?.here;
  expect(classCounts(given)).toEqual({
    served: 1,
    inert: 3,
    inertGroups: [{ here, count: 3, types: ["aws_subnet", "aws_vpc"] }],
  });
});
