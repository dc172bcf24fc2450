/**
 * `npm run conformance`: runs moto's public tests of AWS Batch, unmodified, against the local AWS that is up, and writes
 * docs/conformance.md. Neither the tests nor moto are part of this project:
 *
 *     pip download --no-binary :all: --no-deps moto==5.2.1 && tar xzf moto-5.2.1.tar.gz
 *     python3 -m venv moto-venv && moto-venv/bin/pip install 'moto[server]==5.2.1' pytest
 *     npx gcbench local up --fresh --instant --account 123456789012
 *     npm run conformance -- moto-5.2.1 --python moto-venv/bin/python
 *
 * Without a folder it writes the page anew from the last run. Ends with 1 where a test failed that nobody argued.
 */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { GeosBenchError, explainError } from "../contract/errors.ts";
import { readLocalState } from "../cli/local/state-file.ts";
import { motoScope } from "../emulator/moto/call-moto.ts";
import { inspectEngine } from "../host/docker-engine.ts";
import { ensureBusyboxImage } from "./conformance/busybox-image.ts";
import { count, staleArguments, standingOf, type ConformanceRun } from "./conformance/outcomes.ts";
import { conformancePage } from "./conformance/page.ts";
import { runMotoTests } from "./conformance/run-moto-tests.ts";

const record = new URL("conformance/last-run.json", import.meta.url);
const page = new URL("../docs/conformance.md", import.meta.url);
const account = "123456789012";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { python: { type: "string", default: "python3" } },
});
try {
  const [folder] = positionals;
  const run =
    folder === undefined ? await lastRun() : await newRun(path.resolve(folder), program(values.python));
  await writeFile(page, conformancePage(run));
  report(run);
} catch (error) {
  console.error(explainError(error));
  process.exitCode = 1;
}

/** A name to look for in the PATH, or a path, which has to hold in the folder of the tests too. */
function program(given: string): string {
  return given.includes("/") ? path.resolve(given) : given;
}

async function lastRun(): Promise<ConformanceRun> {
  return JSON.parse(await readFile(record, "utf8")) as ConformanceRun;
}

async function newRun(folder: string, python: string): Promise<ConformanceRun> {
  const local = await readLocalState();
  if (local?.accountId !== account) {
    throw new GeosBenchError(
      local ? `The local AWS that is up is account ${local.accountId}'s.` : "Nothing is up.",
      {
        code: "local-environment",
        hint: `The tests are for account ${account}: gcbench local up --fresh --instant --account ${account}`,
      },
    );
  }
  const engine = await inspectEngine();
  if (engine.status !== "ready") throw engine.error;
  const removeImage = await ensureBusyboxImage(engine.engine.docker);
  try {
    await startMoto(local.endpoint);
    const run = await runMotoTests({ folder, python, endpoint: local.endpoint });
    await writeFile(record, `${JSON.stringify(run, null, 2)}\n`);
    return run;
  } finally {
    await removeImage();
  }
}

/** What the tests ask of other services is moto's, which starts with the first request: not within a client's timeout. */
async function startMoto(endpoint: string): Promise<void> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      authorization: motoScope("us-east-1", "iam"),
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "Action=ListRoles&Version=2010-05-08",
  });
  if (response.ok) return;
  throw new GeosBenchError(`moto does not answer behind the endpoint: ${await response.text()}`, {
    code: "moto-not-started",
    hint: "gcbench local status says where the log of the local environment is.",
  });
}

function report(run: ConformanceRun): void {
  const { passed, argued, failed, skipped } = count(run.outcomes);
  console.log(`${passed} passed, ${argued} argued, ${failed} failed, ${skipped} skipped`);
  for (const outcome of run.outcomes) {
    if (standingOf(outcome) === "failed") console.log(`failed: ${outcome.test}: ${outcome.reason}`);
  }
  const stale = staleArguments(run);
  for (const test of stale) console.log(`argued, and did not fail so: ${test}`);
  if (failed > 0 || stale.length > 0) process.exitCode = 1;
}
