import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { proxyValidation, rankingCaveat } from "../../../../contract/proxy-index/validation.ts";
import recorded from "../../../../contract/proxy-index/validation.json" with { type: "json" };
import { validationRecord } from "../../../../contract/proxy-index/validation-record.ts";
import { caveatText } from "../../../../report/terminal/caveat-text.ts";
import { projectRoot } from "../../../../host/paths.ts";

it("every table with the proxy says how far its ranking can be believed", () => {
  expect(caveatText.proxy).toContain(rankingCaveat);
});

it("what is recorded is what its schema says", () => {
  expect(validationRecord.parse(recorded)).toEqual(recorded);
});

it("a validation that ran names where its outcome can be read", () => {
  expect(proxyValidation.source === null).toBe(proxyValidation.status === "not-run");
});

it("the page of the proxy states the plan and the bounds that are recorded", () => {
  const page = readFileSync(path.join(projectRoot, "docs/proxy.md"), "utf8");
  const { least_rank_correlation: rank, largest_phase_ratio_factor: phase } = proxyValidation.bound;
  expect(page).toContain(`below ${rank} at any`);
  expect(page).toContain(`off by more than a factor of ${phase}`);
  expect(page).toContain(`off by more than ${100 * proxyValidation.bound.largest_index_error} %`);
  expect(existsSync(path.join(projectRoot, "suites/validate-proxy.yaml"))).toBe(true);
});
