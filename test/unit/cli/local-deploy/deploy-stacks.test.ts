import { existsSync, readFileSync, writeFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { openAwsClients, type AwsClients } from "../../../../client/aws-clients.ts";
import { deployStacks } from "../../../../cli/local-deploy/deploy-stacks.ts";
import type { LocalStack } from "../../../../cli/local-deploy/synthesise-for-local.ts";
import type { Plan, ResourceChange, StackTerraform } from "../../../../cli/local-deploy/terraform.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

// Nothing listens there: what is asked of it fails.
const clients: AwsClients = openAwsClients(
  {
    endpoint: "http://127.0.0.1:9",
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  },
  true,
);

const created = (type: string, after: Record<string, unknown> = {}): ResourceChange => ({
  address: `${type}.of`,
  mode: "managed",
  type,
  change: { actions: ["create"], after },
});

describe("deploying stacks", () => {
  let root: string;
  let done: string[];
  beforeEach(() => {
    root = temporaryDirectory("deploy");
    done = [];
    // Its progress, of which the tests of the command show how it looks.
    const spy = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    return () => spy.mockRestore();
  });

  function stack(name: string, after: string[] = [], types = ["aws_vpc"]): LocalStack {
    const directory = path.join(root, name);
    mkdirSync(directory);
    return { name, directory, after, resources: types.map((type) => ({ address: `${type}.of`, type })) };
  }

  /** In place of Terraform: plans and applies what the stack has, and notes it. */
  const terraformOf =
    (plans: Readonly<Record<string, readonly ResourceChange[]>> = {}) =>
    ({ name, directory, resources }: LocalStack): StackTerraform => {
      const note = (what: string) => done.push(`${what} ${name}`);
      const state = path.join(directory, "terraform.tfstate");
      return {
        init: async () => {},
        async plan(): Promise<Plan> {
          note("plan");
          const changes = plans[name] ?? resources.map(({ type }) => created(type));
          return { resources: changes, isEmpty: changes.length === 0 };
        },
        async apply() {
          note("apply");
          if (name === "broken") throw new Error("broken");
          writeFileSync(state, "{}");
        },
        destroy: async () => {},
        state: async () => [],
        outputs: async () => "{}",
      };
    };

  test("applies each when those are applied whose state it reads", async () => {
    const stacks = [stack("first"), stack("second", ["first"]), stack("third", ["second"])];
    const deployed = await deployStacks(stacks.toReversed(), { terraformOf: terraformOf(), clients });
    expect(done).toEqual(["first", "second", "third"].flatMap((name) => [`plan ${name}`, `apply ${name}`]));
    expect(deployed.map(({ name, isApplied }) => [name, isApplied])).toEqual([
      ["third", true],
      ["second", true],
      ["first", true],
    ]);
    expect(deployed[0]?.changes).toEqual([{ address: "aws_vpc.of", action: "create" }]);
  });

  test("applies nothing of any stack where one has what is not served, and names it", async () => {
    const stacks = [stack("first"), stack("second", ["first"], ["aws_subnet", "aws_instance"])];
    await expect(deployStacks(stacks, { terraformOf: terraformOf(), clients })).rejects.toMatchObject({
      code: "not-served",
      message: expect.stringMatching(/aws_instance\.of \(second\)$/) as string,
    });
    expect(done).toEqual([]);
  });

  test("plans what can be planned, and says what has to be applied before the rest", async () => {
    const stacks = [stack("first"), stack("second", ["first"])];
    const planned = await deployStacks(stacks, { terraformOf: terraformOf(), clients, planOnly: true });
    expect(done).toEqual(["plan first"]);
    expect(planned).toMatchObject([
      { name: "first", isApplied: false, waitsFor: [] },
      { name: "second", isApplied: false, changes: undefined, waitsFor: ["first"] },
    ]);
  });

  test("a stack that is named without the one before it is refused until that is deployed", async () => {
    const first = stack("first");
    const second = stack("second", ["first"]);
    const deploying = deployStacks([second], { terraformOf: terraformOf(), clients });
    await expect(deploying).rejects.toMatchObject({ code: "bad-option" });
    await deployStacks([first], { terraformOf: terraformOf(), clients });
    await deployStacks([second], { terraformOf: terraformOf(), clients });
    expect(done.at(-1)).toBe("apply second");
  });

  test("what comes after one that fails does not begin, and what is beside it ends", async () => {
    const stacks = [stack("broken"), stack("after", ["broken"]), stack("beside")];
    await expect(deployStacks(stacks, { terraformOf: terraformOf(), clients })).rejects.toThrow("broken");
    expect(done.toSorted()).toEqual(["apply beside", "apply broken", "plan beside", "plan broken"]);
  });

  test("where there is nothing to do, nothing is applied", async () => {
    const stacks = [stack("first")];
    const [deployed] = await deployStacks(stacks, { terraformOf: terraformOf({ first: [] }), clients });
    expect(deployed).toMatchObject({ changes: [], isApplied: false });
    expect(done).toEqual(["plan first"]);
  });

  test("what is there by the name of what would be created is taken over", async () => {
    const first = stack("first");
    const queue = created("aws_batch_job_queue", { name: "jobs" });
    const arn = "arn:aws:batch:us-east-1:000000000000:job-queue/jobs";
    const batch = {
      send: async (command: { input: { jobQueues?: string[] } }) => ({
        jobQueues: command.input.jobQueues?.includes("jobs") ? [{ jobQueueArn: arn }] : [],
      }),
    } as unknown as AwsClients["batch"];
    const plans = { first: [queue, created("aws_vpc")] };
    await deployStacks([first], { terraformOf: terraformOf(plans), clients: { ...clients, batch } });
    expect(done).toEqual(["plan first", "plan first", "apply first"]);
    const file = path.join(first.directory, "taken_over.tf.json");
    expect(existsSync(file)).toBe(true);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      import: [{ to: "aws_batch_job_queue.of", id: arn }],
    });
  });
});
