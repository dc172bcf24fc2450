import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { updateIndex } from "../../../report/index/update-index.ts";
import { folderStore } from "../../../report/read/folder-store.ts";
import { gcbenchHere } from "../../support/gcbench-here.ts";
import { product, productPage, spotPage } from "../../support/price-answers.ts";
import { replayedAws } from "../../support/replayed-aws.ts";
import { syntheticResult, writeResult } from "../../support/synthetic-result.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const credentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_MAX_ATTEMPTS: "1" };

describe("gcbench prices", () => {
  test("lists the records with their age, what has no price, and prices of no known type", async () => {
    const gcbench = gcbenchHere(temporaryDirectory("prices"));
    const { stdout, exitCode } = await gcbench(["prices", "m7i.4xlarge", "hpc6a"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/us-east-1 +│ on-demand +│ 2026-07-20 +│ \d+ d +│ 1367 +│ price-list/);
    expect(stdout).toMatch(/m7i\.4xlarge +│ 0\.8064 +│ 2026-07-20/);
    expect(stdout).toMatch(/hpc6a\.48xlarge +│ none on record/);
    expect(stdout).toMatch(/27 types of EC2's catalogue have no price in us-east-1: .*hpc7a\.96xlarge/);
    expect(stdout).toMatch(/131 prices in us-east-1 are of no type of the catalogue: .*g3\.4xlarge/);
  });

  test("of a region without a record says so, and does not name every type of EC2", async () => {
    const gcbench = gcbenchHere(temporaryDirectory("prices"));
    const { stdout, exitCode } = await gcbench(["prices", "--region", "eu-central-1"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("gcbench prices refresh --region eu-central-1");
    expect(stdout).not.toContain("catalogue");
  });

  test.each([
    [["prices", "c7g.5xlarge"], 2, /Of c7g there are: /],
    [["prices", "refresh", "--spot", "--days", "91"], 2, /EC2 keeps 90 days/],
  ])("%j is refused", async (words, code, message) => {
    const { exitCode, stderr } = await gcbenchHere(temporaryDirectory("prices"))(words);
    expect(exitCode).toBe(code);
    expect(stderr).toMatch(message);
  });

  test("a price record that cannot be read is named", async () => {
    const state = temporaryDirectory("prices");
    const file = path.join(state, "prices", "us-east-1-on-demand-20261127T000000Z.json");
    await mkdir(path.dirname(file));
    await writeFile(file, '{"region":"us-east-1"}');
    const { exitCode, stderr } = await gcbenchHere(state)(["prices"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(file);
  });
});

describe("gcbench prices refresh", () => {
  test("keeps a region's prices, which are then the ones that count", async () => {
    const state = temporaryDirectory("prices");
    const { endpoint } = await replayedAws([productPage([product("c7g.4xlarge", "0.6624")])]);
    const gcbench = gcbenchHere(state);
    const env = { ...credentials, AWS_ENDPOINT_URL_PRICING: endpoint };
    const refreshed = await gcbench(["prices", "refresh", "--region", "eu-central-1"], env);
    expect(refreshed.stderr).toBe("");
    expect(refreshed.stdout).toMatch(/^eu-central-1, on-demand: prices of 1 types, kept in /);
    const { stdout } = await gcbench(["prices", "c7g.4xlarge", "--region", "eu-central-1", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      region: "eu-central-1",
      prices: [{ instanceType: "c7g.4xlarge", price: { usdPerHour: 0.6624 } }],
    });
  });

  test("gives a cost to runs of that region", async () => {
    const root = temporaryDirectory("priced");
    for (const benchmarkId of ["A", "B"]) {
      const made = syntheticResult({ benchmarkId, jobId: benchmarkId, instanceId: `i-${benchmarkId}` });
      const { environment } = made;
      const bought = {
        availability_zone: { value: "eu-central-1b" },
        purchase_option: { value: "on-demand" as const },
      };
      writeResult(root, { ...made, environment: { ...environment, ...bought } });
    }
    await updateIndex(folderStore(root));
    const state = temporaryDirectory("prices");
    const gcbench = gcbenchHere(state);
    const arms = ["compare", "--baseline", "A", "--candidate", "B", "--results", root, "--json"];
    const costs = async () => {
      const { stdout } = await gcbench(arms);
      return (JSON.parse(stdout) as { arms: { usdPerHour: object }[] }).arms.map(
        ({ usdPerHour }) => usdPerHour,
      );
    };
    const reason = "no price record of c7g.4xlarge in eu-central-1";
    expect(await costs()).toEqual([
      { value: null, reason },
      { value: null, reason },
    ]);
    const { endpoint } = await replayedAws([productPage([product("c7g.4xlarge", "0.6624")])]);
    const env = { ...credentials, AWS_ENDPOINT_URL_PRICING: endpoint };
    await gcbench(["prices", "refresh", "--region", "eu-central-1"], env);
    expect(await costs()).toEqual([{ value: 0.6624 }, { value: 0.6624 }]);
  });

  test("keeps Spot prices beside them", async () => {
    const state = temporaryDirectory("prices");
    const { endpoint } = await replayedAws([
      spotPage([["c7g.4xlarge", "us-east-1a", "0.21", "2026-11-22T08:00:00.000Z"]]),
    ]);
    const env = { ...credentials, AWS_ENDPOINT_URL_EC2: endpoint };
    const words = ["prices", "refresh", "--spot", "--type", "c7g.4xlarge", "--days", "1", "--json"];
    const { stdout } = await gcbenchHere(state)(words, env);
    expect(JSON.parse(stdout)).toMatchObject({ purchase: "spot", types: 1, region: "us-east-1" });
    expect(await readdir(path.join(state, "prices"))).toEqual([
      expect.stringMatching(/^us-east-1-spot-\d{8}T\d{6}Z\.json$/),
    ]);
  });

  test("that AWS refuses leaves nothing behind, and says what it takes", async () => {
    const state = temporaryDirectory("prices");
    const { endpoint } = await replayedAws([
      {
        type: "application/x-amz-json-1.1",
        status: 400,
        body: JSON.stringify({ __type: "AccessDeniedException", Message: "not authorized" }),
      },
    ]);
    const env = { ...credentials, AWS_ENDPOINT_URL_PRICING: endpoint };
    const { exitCode, stderr } = await gcbenchHere(state)(["prices", "refresh"], env);
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/AccessDeniedException: not authorized[\s\S]*pricing:GetProducts/);
    expect(await readdir(state)).toEqual([]);
  });
});
