import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { chainOf } from "../../../../client/plan/closing-job/chain.ts";
import { closeStored } from "../../../../client/plan/closing-job/close-stored.ts";
import type { Announcement } from "../../../../client/announce.ts";
import { tellResults, type Ways } from "../../../../client/plan/closing-job/tell-results.ts";
import { closingVariables } from "../../../../contract/closing-variables.ts";
import { GeosBenchError } from "../../../../contract/errors.ts";
import { close } from "../../../../client/plan/image-program.ts";
import { leaveClosing } from "../../../../client/plan/closing-job/submit-closing.ts";
import { closePlan } from "../../../../client/plan/close-plan.ts";
import { openJournal } from "../../../../client/plan/journal.ts";
import { storePlan, type PlanRecord } from "../../../../client/plan/plan-record.ts";
import { runPlan } from "../../../../client/plan/run-plan.ts";
import { submitPlan } from "../../../../client/plan/submit-plan.ts";
import { benchmarkConfig } from "../../../../contract/benchmark-config.ts";
import { orderJobs } from "../../../../report/plan/order-jobs.ts";
import { smallConfig } from "../../../support/configs.ts";
import { standInAws } from "../../../support/stand-in-aws.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";

/** A plan of A and B whose jobs are submitted, by who does not wait. */
async function submitted(replicates: number, more: Partial<PlanRecord> = {}) {
  const aws = standInAws({
    resultOf: (number, benchmark) => ({
      wallSeconds: [(benchmark === "A" ? 100 : 130) * (1 + 0.01 * Math.sin(number))],
    }),
  });
  const outputDir = temporaryDirectory("closing");
  const record: PlanRecord = {
    schema_version: "1.0",
    id: "own-20260101t0000-0a1b2c3d",
    suite: "own",
    suite_sha256: "0",
    created_at: "2026-01-01T00:00:00.000Z",
    where: { kind: "aws", region: "us-east-1" },
    seed: 1,
    replicates,
    primary_contrasts: [{ name: "b against a", baseline: "A", candidate: "B" }],
    references: [],
    closing: { queue: "queue", job_definition: "closing" },
    jobs: orderJobs(["A", "B"], replicates, 1).map(({ number, block, benchmark }) => ({
      number,
      block,
      config: benchmarkConfig.parse({ ...smallConfig("x86_64"), id: benchmark }),
      queue: "queue",
      job_definition: "job",
      output_path: aws.outputPath,
      environment: {},
    })),
    ...more,
  };
  await storePlan(outputDir, record);
  const run = {
    record,
    journal: await openJournal(outputDir, record.id),
    clients: aws.clients,
    outputDir,
    concurrency: Number.POSITIVE_INFINITY,
    pollMs: 1,
    signal: new AbortController().signal,
    observer: { submitted: () => {}, ended: () => {}, line: () => {} },
  };
  await submitPlan(run);
  return { aws, run, record };
}

test("the closing job depends on every job, and comes to what a client that waits comes to", async () => {
  const { aws, run, record } = await submitted(6);
  const { value: id } = await leaveClosing(run);
  const job = aws.jobs.get(id ?? "");
  expect(job?.dependsOn).toEqual(Array.from({ length: 12 }, (_, number) => `job-${number + 1}`));

  const { report } = await closeStored(aws.clients.s3, job?.plan ?? "");
  expect(report.indexed).toEqual([{ place: "s3://bucket/results", added: { value: 12 } }]);
  expect(report.verdicts).toMatchObject([{ ruling: { word: "worse" }, familySize: 1, evidence: { n: 6 } }]);
  const again = await closeStored(aws.clients.s3, job?.plan ?? "");
  expect(again.report.verdicts).toEqual(report.verdicts);
  const kept = [...aws.objects.keys()].filter((key) => key.startsWith("results/plans/"));
  expect(kept.map((key) => key.replace(/-[0-9a-f]{16}\.json$/, ""))).toEqual([
    `results/plans/${record.id}/closing`,
    `results/plans/${record.id}/report`,
  ]);

  await runPlan(run);
  const { verdicts } = await closePlan({ ...run, s3: aws.clients.s3 });
  expect(verdicts.map(({ id: verdict }) => verdict)).toEqual(report.verdicts.map(({ id: of }) => of));
});

/** Takes what is sent to a topic and to a distribution. */
function listeners() {
  const told: Announcement[] = [];
  const forgotten: string[] = [];
  const ways: Ways = {
    announce: async (_, of) => {
      told.push(of);
      return "1";
    },
    forget: async (_, changed) => {
      forgotten.push(...changed);
      return changed;
    },
  };
  return { told, forgotten, ways };
}

async function tell(...given: Parameters<typeof tellResults>): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of tellResults(...given)) lines.push(line);
  return lines;
}

const deployment = {
  [closingVariables.results]: "s3://bucket/results",
  [closingVariables.site]: "s3://site",
  [closingVariables.siteUrl]: "https://site.example/",
  [closingVariables.distribution]: "E1",
  [closingVariables.topic]: "arn:aws:sns:us-east-1:123456789012:geos-chem",
};

test("what was closed is put on the site, page by page, and told with the link to it", async () => {
  const { aws, run } = await submitted(6);
  const { value: id } = await leaveClosing(run);
  const { closed } = await closeStored(aws.clients.s3, aws.jobs.get(id ?? "")?.plan ?? "");
  const { told, forgotten, ways } = listeners();
  const lines = await tell(aws.clients.s3, closed, deployment, ways);
  expect(lines[0]).toBe("site: s3://site: 12 results, 12 pages of them written");
  const overview = Buffer.from(aws.objects.get("index.html") ?? "").toString("utf8");
  expect(overview).toMatch(/b against a.*worse/s);
  expect(forgotten).toContain("index.html");
  expect(told).toMatchObject([{ link: "https://site.example/" }]);
  expect(told[0]?.lines.length).toBeLessThanOrEqual(20);
  expect(told[0]?.lines.join("\n")).toMatch(/^12 timed runs of 12 results\..*\nb against a: .*worse/);

  const again = await tell(aws.clients.s3, closed, deployment, ways);
  expect(again[0]).toBe("site: s3://site: 12 results, 0 pages of them written");
});

test("without a site the topic is told where the report is; without either nobody is", async () => {
  const { aws, run } = await submitted(1);
  const { value: id } = await leaveClosing(run);
  const { closed } = await closeStored(aws.clients.s3, aws.jobs.get(id ?? "")?.plan ?? "");
  const { told, ways } = listeners();
  const { [closingVariables.site]: _, [closingVariables.siteUrl]: __, ...without } = deployment;
  await tell(aws.clients.s3, closed, without, ways);
  expect(told[0]?.link).toMatch(/^s3:\/\/bucket\/results\/plans\/.*\/report-.*\.json$/);
  expect(await tell(aws.clients.s3, closed, {}, ways)).toEqual([]);
});

test("a site is of one place: results elsewhere are told of, and do not change it", async () => {
  const { aws, run } = await submitted(1);
  const { value: id } = await leaveClosing(run);
  const { closed } = await closeStored(aws.clients.s3, aws.jobs.get(id ?? "")?.plan ?? "");
  const { told, ways } = listeners();
  const elsewhere = { ...deployment, [closingVariables.results]: "s3://bucket/others" };
  const lines = await tell(aws.clients.s3, closed, elsewhere, ways);
  expect(lines[0]).toMatch(/^site: s3:\/\/site is of s3:\/\/bucket\/others, and shows nothing of/);
  expect(aws.objects.has("index.html")).toBe(false);
  expect(told[0]?.link).toMatch(/^s3:/);
});

test("a distribution that does not hear is said; a topic that refuses ends the job, with the site in place", async () => {
  const { aws, run } = await submitted(1);
  const { value: id } = await leaveClosing(run);
  const { closed } = await closeStored(aws.clients.s3, aws.jobs.get(id ?? "")?.plan ?? "");
  const refuse = async () => {
    throw new GeosBenchError("nobody there", { code: "access-denied" });
  };
  const { ways } = listeners();
  const lines = await tell(aws.clients.s3, closed, deployment, { ...ways, forget: refuse });
  expect(lines).toContain("distribution: nobody there");
  aws.objects.delete("index.html");
  const said: string[] = [];
  const telling = async () => {
    const of = tellResults(aws.clients.s3, closed, deployment, { ...ways, announce: refuse });
    for await (const line of of) said.push(line);
  };
  await expect(telling()).rejects.toMatchObject({ code: "access-denied" });
  expect(said).toEqual([
    "site: s3://site: 2 results, 0 pages of them written",
    expect.stringMatching(/^distribution: E1 forgets \d+ paths$/),
  ]);
  expect(aws.objects.has("index.html")).toBe(true);
});

test("more jobs than one may depend on are reached by a chain, whose last link closes", async () => {
  const { aws, run } = await submitted(15);
  const { value: id } = await leaveClosing(run);
  const links = [...aws.jobs.values()].filter(({ plan }) => plan !== undefined);
  expect(links.map(({ dependsOn }) => dependsOn.length)).toEqual([20, 11]);
  expect(links.map(({ plan }) => plan === "-")).toEqual([true, false]);
  expect(links.at(-1)).toMatchObject({ id, dependsOn: expect.arrayContaining([links[0]?.id]) as string[] });
});

test("any number of jobs is in one link each, and no link has more than 20 dependencies", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 90 }), (ids) => {
      const links = chainOf(ids);
      expect(links.flat()).toEqual(ids);
      for (const [index, link] of links.entries())
        expect(link.length + (index === 0 ? 0 : 1)).toBeLessThanOrEqual(20);
    }),
  );
});

test("a deployment without it, and a bucket that may not be written, are said; the jobs run all the same", async () => {
  const { run, record } = await submitted(1);
  const { closing: _, ...older } = record;
  expect(await leaveClosing({ ...run, record: older })).toEqual({
    value: null,
    reason: "the deployment has no definition of it: deploy again",
  });
  const { s3 } = run.clients;
  const refusing = Object.assign(Object.create(s3) as typeof s3, {
    send: async () => {
      throw new Error("AccessDenied");
    },
  });
  expect(await leaveClosing({ ...run, clients: { ...run.clients, s3: refusing } })).toMatchObject({
    value: null,
    reason: expect.stringContaining("AccessDenied") as string,
  });
});

test("the image's program does nothing for a link, and refuses what is no order", async () => {
  const said = vi.spyOn(console, "log").mockImplementation(() => {});
  await close(["--plan", "-"]);
  expect(said).toHaveBeenCalledWith(expect.stringContaining("a link of the chain"));
  await expect(close(["--plan"])).rejects.toMatchObject({ code: "invalid-command-line" });
  await expect(close(["--plan", "here"])).rejects.toMatchObject({ code: "malformed-s3-url" });
  said.mockRestore();
});
