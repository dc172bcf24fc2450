import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fleetNames, isEnvironmentName, namePrefix, resultsBucketName } from "../../contract/names.ts";
import { wholeEnvironment } from "../support/whole-environment.ts";
import { block, ofType, resourcesOf, statements, type Resource } from "./support/synthesised.ts";

const members = ["name", "bucket", "alarm_name", "dashboard_name", "policy_name", "compute_environment_name"];

/** What AWS keeps one of in an account and region, or in the world: kind and name. */
function namesOf(resources: readonly Resource[]): string[] {
  // The others are named within what they belong to.
  const within = new Set([
    "aws_iam_role_policy",
    "aws_cloudwatch_event_target",
    "aws_glue_catalog_table",
    "aws_athena_named_query",
  ]);
  return resources
    .filter(({ type }) => !within.has(type))
    .flatMap(({ type, attributes }) =>
      members
        .map((member) => attributes[member])
        .filter((name) => typeof name === "string")
        .filter((name) => !name.startsWith("${aws_"))
        .map((name) => `${type} ${name}`),
    );
}

describe("two environments in one account", () => {
  const environment = { ...wholeEnvironment, network: { zones: ["us-east-1a", "us-east-1c"] } };
  const first = resourcesOf(environment);
  const second = resourcesOf({ ...environment, ci: undefined }, "staging");

  test("share no name", () => {
    const [ours, theirs] = [namesOf(first), namesOf(second)];
    expect(ours.length).toBeGreaterThan(50);
    expect(theirs.length).toBeGreaterThan(50);
    // A schedule is named within its group, whose name is another.
    const shared = theirs.filter((name) => ours.includes(name));
    expect(shared.filter((name) => !name.startsWith("aws_scheduler_schedule "))).toEqual([]);
  });

  test("count costs apart, each by its own value of the one tag", () => {
    const filters = [first, second].map((resources) => {
      const [budget] = ofType(resources, "aws_budgets_budget");
      return block(budget?.attributes["cost_filter"])["values"];
    });
    expect(filters).toEqual([["user:project$geos-chem-bench"], ["user:project$staging-geos-chem-bench"]]);
  });

  test("report metrics apart", () => {
    const namespaces = [first, second].map(
      (resources) =>
        new Set(
          ofType(resources, "aws_cloudwatch_log_metric_filter").map(
            ({ attributes }) => block(attributes["metric_transformation"])["namespace"],
          ),
        ),
    );
    expect(namespaces).toEqual([new Set(["GeosChem/Jobs"]), new Set(["GeosChem/Jobs/staging-geos-chem"])]);
    const [job] = ofType(second, "aws_batch_job_definition");
    const { environment: variables } = JSON.parse(String(job?.attributes["container_properties"])) as {
      environment: object[];
    };
    expect(variables).toContainEqual({
      name: "GCBENCH_METRICS_NAMESPACE",
      value: "GeosChem/Bench/staging-geos-chem",
    });
  });

  test("let services act for their own resources only", () => {
    const [topic] = ofType(second, "aws_sns_topic_policy");
    const conditions = JSON.stringify(
      statements(topic?.attributes["policy"]).map(({ Condition }) => Condition),
    );
    expect(conditions).toContain(":alarm:staging-geos-chem-*");
  });
});

test("no environment's names begin as another's do", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,19}$/).filter(isEnvironmentName);
  const fleet = fc.stringMatching(/^[a-z][a-z0-9-]{0,29}$/);
  fc.assert(
    fc.property(fc.oneof(fc.constant("default"), name), name, fleet, (first, second, of) => {
      fc.pre(first !== second);
      for (const [one, other] of [
        [first, second],
        [second, first],
      ] as const)
        expect(fleetNames(of, namePrefix(one)).computeEnvironment.startsWith(`${namePrefix(other)}-`)).toBe(
          false,
        );
    }),
  );
});

test("the longest name fits what AWS allows of a bucket", () => {
  expect(resultsBucketName("123456789012", namePrefix("a".repeat(20))).length).toBeLessThanOrEqual(63);
});

test.each(["Staging", "my.env", "geos-chem-2", "a".repeat(21), "aws-test"])(
  "an environment called %s is refused, unless it has another name",
  (file) => {
    expect(() => resourcesOf({}, file)).toThrow(/the name of the environment's file, is not a name/);
    expect(namesOf(resourcesOf({ name: "test" }, file))).toContain("aws_sns_topic test-geos-chem");
  },
);

test("an environment that was deployed before names carried it keeps its names by being called default", () => {
  const kept = namesOf(resourcesOf({ name: "default" }, "processors"));
  expect(kept).toEqual(namesOf(resourcesOf()));
});
