import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import packageJson from "../package.json" with { type: "json" };
import { GeosBenchError, explainError } from "../contract/errors.ts";
import { cleanParts, type CleanPart } from "./clean/freeable.ts";
import { cliExitCode, cliExitCodes } from "./exit-codes.ts";
import { interruption } from "./interruption.ts";

const program = new Command("gcbench")
  .description("Benchmarks of the GEOS-Chem atmospheric chemistry model on AWS Batch, tested locally first.")
  .version(packageJson.version)
  .exitOverride()
  .showHelpAfterError("(--help lists the commands and options)");

program
  .command("local-bench")
  .description("run a benchmark suite through the local AWS Batch, set-up included")
  .option("--config <file|json>", "one benchmark config: a file, or the JSON itself")
  .option("--suite <name>", "a suite of suites/", "smoke")
  .addOption(archOption())
  .option("--json", "the outcome as one JSON document on standard output")
  .option("--keep", "leave the local environment up (gcbench local down stops it)")
  .option("--output <dir>", "where the results are copied to", "bench-results")
  .option("--no-provision", "change nothing on this machine: no package is installed, no engine started")
  .addOption(volumeOption())
  .option("--extdata <dir>", "GEOS-Chem's input data on this machine, for its jobs")
  .option("--run-directory <dir>", "a run directory of GEOS-Chem Classic with its gcclassic, for its jobs")
  .addOption(imageOption())
  .action(async (options) => {
    const { localBench } = await import("./commands/local-bench.ts");
    process.exitCode = await localBench(options, interruption.signal);
  });

program
  .command("doctor")
  .description("check everything that the local path needs, or an AWS account, with a remedy for each fault")
  .addOption(
    new Option("--fix", "put right what can be put right on this machine, and build the images").conflicts(
      "aws",
    ),
  )
  .option("--aws", "whether an AWS account can take an environment; nothing is written to it")
  .option("--environment <name>", "with --aws: the environment (default: GCBENCH_ENVIRONMENT, then default)")
  .option("--json", "the findings as one JSON document")
  .action(async (options) => {
    const { doctor } = await import("./commands/doctor.ts");
    process.exitCode = await doctor(options, interruption.signal);
  });

program
  .command("submit")
  .description(
    "submit a benchmark or a suite to the deployed AWS Batch, or a suite to the one of this machine",
  )
  .argument(
    "[config|suite]",
    "a config file, the JSON itself, the name of a suite of suites/ or a file with one",
  )
  .option("--outputs <file>", "what `terraform output -json` printed for the stack (default: ask Terraform)")
  .option(
    "--output-path <s3://…>",
    "where results go (default: the config's output.path, then the results bucket)",
  )
  .option("--fleet <name>", "which fleet, where several have the config's instance type")
  .addOption(archOption())
  .addOption(tagOption())
  .addOption(replicatesOption())
  .addOption(seedOption())
  .addOption(budgetOption())
  .addOption(resultsOption())
  .option("--local", "a suite on this machine, one job at a time, set-up included")
  .option("--no-provision", "with --local: install nothing, start no engine")
  .option(
    "--resume <plan>",
    "go on with a plan, or one kept at s3://…/plans/<plan>: submit what is missing, follow it, index and judge it",
  )
  .option("--retry-failed", "with --resume: run again what ended without a result that counts")
  .option("--dry-run", "print the requests and submit nothing")
  .option("--wait", "follow the jobs to their end and fetch the results")
  .option("--json", "the outcome as one JSON document on standard output")
  .option("--output <dir>", "where plans are kept and results are copied to", "bench-results")
  .action(async (what: string | undefined, options) => {
    const { submit } = await import("./commands/submit.ts");
    process.exitCode = await submit(what, options, interruption.signal);
  });

program
  .command("status")
  .description("where a plan stands, or all that there are")
  .argument("[plan]", "as submit named it")
  .option("--output <dir>", "where plans are kept", "bench-results")
  .option("--json", "as one JSON document")
  .action(async (id: string | undefined, options) => {
    const { status } = await import("./commands/status.ts");
    process.exitCode = await status(id, options);
  });

program
  .command("plan")
  .description("what submitting a suite would do, take, cost and be able to find out; submits nothing")
  .argument("<suite>", "the name of a suite of suites/, or a file with one")
  .addOption(seedOption())
  .addOption(replicatesOption())
  .addOption(tagOption())
  .addOption(archOption())
  .addOption(resultsOption())
  .addOption(budgetOption())
  .option("--region <region>", "whose list prices (gcbench prices)", "us-east-1")
  .option("--local", "on this machine, not on the instances that the suite names")
  .option("--json", "the plan as one JSON document")
  .action(async (suite: string, options) => {
    const { plan } = await import("./commands/plan.ts");
    process.exitCode = await plan(suite, options);
  });

program
  .command("simulate")
  .description(
    "what jobs would take, wait and cost on which instances, with variants side by side; runs nothing",
  )
  .argument("<scenario>", "the name of a scenario of scenarios/, or a file with one")
  .option("--seed <number>", "of all that is random (default: the scenario's)", wholeNumber)
  .addOption(resultsOption())
  .option("--json", "the outcome as one JSON document")
  .action(async (scenario: string, options) => {
    const { simulate } = await import("./commands/simulate.ts");
    process.exitCode = await simulate(scenario, options);
  });

program
  .command("recover")
  .description("take the result of a job that could not store it out of its log")
  .argument("<job>", "job id, or a file with the job's log")
  .option("--output <dir>", "where the result is written to", "bench-results")
  .action(async (job: string, options) => {
    const { recover } = await import("./commands/recover.ts");
    process.exitCode = await recover(job, options);
  });

program
  .command("explain")
  .description(
    "say why a run of GEOS-Chem Classic ended, from its log, how a verdict came about, or why a job of the local Batch waits, from its id",
  )
  .argument(
    "<log|verdict|job>",
    "the model's log, HEMCO's or a job's, - for standard input; v-…, as compare prints it; a job's id",
  )
  .addOption(resultsOption())
  .option("--json", "what was found, or every step, as one JSON document")
  .action(async (what: string, options) => {
    const { explain } = await import("./commands/explain.ts");
    process.exitCode = await explain(what, options);
  });

program
  .command("import")
  .description("take in a run of GEOS-Chem Classic (12 to 14) that happened elsewhere, from what it left")
  .argument("<run...>", "its run directory, or its log and gcclassic_timers.json")
  .option("--machine <name>", "what it ran on, as you say: a processor or an instance type", nonEmpty)
  .option("--cores <number>", "how many cores it had, as you say", wholePositive)
  .option("--usd-per-hour <usd>", "what the machine costs, as you say", positiveNumber)
  .option("--note <text>", "anything else to know of it", nonEmpty)
  .option("--id <name>", "what its results are called (default: by simulation and grid)", benchmarkId)
  .option("--output <dir>", "where it is written to", "bench-results")
  .option("--json", "what was read, as one JSON document")
  .action(async (run: string[], options) => {
    const { importFiles } = await import("./commands/import.ts");
    process.exitCode = await importFiles(run, options);
  });

program
  .command("index")
  .description("bring the index of stored results up to date; queries and comparisons read it")
  .argument("[places...]", "folders, or s3://bucket/prefix", ["bench-results"])
  .option("--rebuild", "read every result anew")
  .option("--json", "what was added and left out, as one JSON document")
  .action(async (places: string[], options) => {
    const { indexResults } = await import("./commands/index-results.ts");
    process.exitCode = await indexResults(places, options);
  });

program
  .command("compare")
  .description("judge the primary contrasts of a suite, or show two selections of runs beside each other")
  .argument("[suite]", "a suite of suites/ whose contrasts are judged")
  .option("--baseline <name|selection>", "a named baseline, a benchmark's id, or column=value,… of the index")
  .option("--candidate <selection>", "the latter two (default: what ran since the named baseline)")
  .option("--only <selection>", "of both, nothing but these: one image, one suite of nights …")
  .addOption(resultsOption())
  .addOption(measureOption())
  .option("--band <percent>", "difference that counts as none", percentage, 5)
  .option("--json", "verdicts with all that they rest on, as one JSON document")
  .action(async (suite: string | undefined, options) => {
    const { compare } = await import("./commands/compare.ts");
    process.exitCode = await compare(suite, options);
  });

const baseline = program
  .command("baseline")
  .description("results that others are held against, under a name");
baseline
  .command("set")
  .description("give the selected results a name, in the place where they are")
  .argument("<name>", "lower-case letters, digits, . and -")
  .argument("<selection>", "a benchmark's id, or column=value,… of the index")
  .addOption(resultsOption())
  .option("--json", "what was set, as one JSON document")
  .action(async (name: string, selection: string, options) => {
    const { baselineSet } = await import("./commands/baseline.ts");
    process.exitCode = await baselineSet(name, selection, options);
  });
baseline
  .command("list")
  .description("show the named baselines")
  .addOption(resultsOption())
  .option("--json", "with their results, as one JSON document")
  .action(async (options) => {
    const { baselineList } = await import("./commands/baseline.ts");
    process.exitCode = await baselineList(options);
  });

program
  .command("track")
  .description(
    "follow benchmarks over time: suspects, confirmed changes, slow drift; exit code 1 for a regression",
  )
  .argument("[places...]", "folders, or s3://bucket/prefix, with indexed results", ["bench-results"])
  .option("--only <selection>", "a benchmark's id, or column=value,… of the index")
  .addOption(measureOption())
  .option(
    "--acknowledgements <file>",
    "changes that are right (default: acknowledgements.json of each place)",
  )
  .option("--json", "every series with its points and changes, as one JSON document")
  .action(async (places: string[], options) => {
    const { track } = await import("./commands/track.ts");
    process.exitCode = await track(places, options);
  });

program
  .command("query")
  .description("answer SQL about the indexed runs (the table runs)")
  .argument(
    "[sql]",
    'DuckDB\'s SQL, for example "select benchmark_id, median(wall_s) from runs group by all"',
  )
  .addOption(resultsOption())
  .option("--columns", "list the columns of runs, with their units")
  .option("--json", "the answer as one JSON document")
  .action(async (sql: string | undefined, options) => {
    const { query } = await import("./commands/query.ts");
    process.exitCode = await query(sql, options);
  });

program
  .command("report")
  .description("write a page that shows what stored results say, with the data beside it")
  .argument("[places...]", "folders, or s3://bucket/prefix", ["bench-results"])
  .option(
    "-o, --output <file>",
    "the page; JSON, CSV, Parquet, Markdown and JUnit XML beside it",
    "report.html",
  )
  .option("--suite <name>", "a suite whose primary contrasts are judged")
  .option("--band <percent>", "difference that counts as none", percentage, 5)
  .option("--no-index", "read the index as it is, for places that may not be written to")
  .option("--notify <topic>", "publish the summary to this SNS topic, by its ARN; with --link", nonEmpty)
  .option("--link <address>", "with --notify: where the report will be read", nonEmpty)
  .option("--json", "where the files are and the summary, as one JSON document")
  .action(async (places: string[], options) => {
    const { report } = await import("./commands/report.ts");
    process.exitCode = await report(places, options);
  });

const site = program
  .command("site")
  .description("results as web pages: overview, compare, history, machines, runs");
site
  .command("build")
  .description("make the pages, or bring them up to date")
  .argument("[places...]", "folders, or s3://bucket/prefix", ["bench-results"])
  .requiredOption("-o, --output <place>", "a folder, or s3://bucket/prefix")
  .option("--region <region>", "whose list prices come first", "us-east-1")
  .option("--suite <name>", "a suite whose primary contrasts are judged")
  .option("--band <percent>", "difference that counts as none, for --suite", percentage, 5)
  .option("--no-index", "read the index as it is, for places that may not be written to")
  .option("--distribution <id>", "a CloudFront distribution in front of the bucket, to forget what changed")
  .option("--json", "what was written and left out, as one JSON document")
  .action(async (places: string[], options) => {
    const { siteBuild } = await import("./commands/site.ts");
    process.exitCode = await siteBuild(places, options);
  });
site
  .command("serve")
  .description("serve a site that was built, or the one of results, to this machine alone")
  .argument("[places...]", "the folder of a site, or places with results", ["bench-results"])
  .option("--port <port>", "port of this machine (default: a free one)", portNumber, 0)
  .option("--region <region>", "whose list prices come first", "us-east-1")
  .option("--suite <name>", "a suite whose primary contrasts are judged")
  .option("--band <percent>", "difference that counts as none, for --suite", percentage, 5)
  .option("--live", "instead: say where the page is that shows what runs in the local environment")
  .action(async (places: string[], options) => {
    if (options.live === true) {
      const { localWatch } = await import("./commands/local.ts");
      process.exitCode = await localWatch({});
      return;
    }
    const { siteServe } = await import("./commands/site.ts");
    process.exitCode = await siteServe(places, options, interruption.signal);
  });
site
  .command("publish")
  .description("copy the site of a folder to a bucket")
  .argument("<folder>", "as site build wrote it")
  .argument("<bucket>", "s3://bucket, or s3://bucket/prefix")
  .option("--distribution <id>", "a CloudFront distribution in front of the bucket, to forget what changed")
  .option("--json", "what was written, as one JSON document")
  .action(async (folder: string, bucket: string, options) => {
    const { sitePublish } = await import("./commands/site.ts");
    process.exitCode = await sitePublish(folder, bucket, options);
  });

program
  .command("estimate")
  .description("how long a GEOS-Chem Classic run takes and what it costs, from runs whose time is known")
  .argument("[results...]", "folders, or s3://bucket/prefix, with runs to rest on beside published ones")
  .requiredOption("--simulation <name>", "its kind, for example fullchem")
  .requiredOption("--resolution <grid>", "global grid: 4x5 or 2x2.5")
  .requiredOption("--days <number>", "simulated days", positiveNumber)
  .option("--levels <number>", "vertical levels: 72 or 47", positiveNumber, 72)
  .option(
    "--threads <number>",
    "OpenMP threads (default: the physical cores of the instance type)",
    positiveNumber,
  )
  .option("--instance-type <type>", "the EC2 instance type (default: a machine of which nothing is known)")
  .option("--region <region>", "whose list prices (gcbench prices)", "us-east-1")
  .option("--budget <usd>", "what every instance type would do for so many US dollars", positiveNumber)
  .option("--json", "the figures as one JSON document")
  .action(async (results: string[], options) => {
    const { estimate } = await import("./commands/estimate.ts");
    process.exitCode = await estimate(results, options);
  });

const prices = program.command("prices").description("what instances cost, from which source and of when");
prices
  .command("list", { isDefault: true })
  .description("show prices, what has none, and how old they are (the default)")
  .argument("[types...]", "instance types or families (default: those among which GEOS-Chem's users choose)")
  .option("--region <region>", "whose prices", "us-east-1")
  .option("--json", "as one JSON document")
  .action(async (types: string[], options) => {
    const { prices: list } = await import("./commands/prices.ts");
    process.exitCode = await list(types, options);
  });
prices
  .command("refresh")
  .description("fetch prices from AWS and keep them, dated, over those that come with this program")
  .option("--region <region>", "whose prices", "us-east-1")
  .option("--spot", "Spot prices of the last days instead of the list's")
  .option("--type <type...>", "with --spot: types or families (default: as for list)")
  .option("--days <number>", "with --spot: how far back, at most 90", daysOfHistory, 7)
  .option("--json", "what was fetched, as one JSON document")
  .action(async (options) => {
    const { refreshPrices } = await import("./commands/prices-refresh.ts");
    process.exitCode = await refreshPrices(options);
  });

const image = program.command("image").description("the image that jobs run");
image
  .command("push")
  .description("build it for both architectures, push it, and record its digest for the environment")
  .option("--repository <host/name>", "default: the one that the stack geos-chem-foundation made")
  .option("--environment <name|file>", "whose job definitions are to run it (default: GCBENCH_ENVIRONMENT)")
  .option("--image <name...>", "images that were built before, one for each platform (gcbench image build)")
  .option("--json", "the record as one JSON document")
  .option("--no-provision", "change nothing on this machine: no package is installed, no engine started")
  .action(async (options) => {
    const { imagePush } = await import("./commands/image.ts");
    process.exitCode = await imagePush(options, interruption.signal);
  });
image
  .command("build")
  .description("build the image that jobs run, for one platform, and print its name")
  .addOption(
    new Option(
      "--target <target>",
      "job; with GEOS-Chem Classic and Python tools; or the local AWS Batch for other projects",
    )
      .choices(["job", "geos-chem", "local-batch"])
      .default("job"),
  )
  .addOption(
    new Option("--platform <platform>", "default: linux/arm64; of the local Batch the engine's own").choices([
      "linux/arm64",
      "linux/amd64",
    ]),
  )
  .option("--tag <release>", "geos-chem: the release to compile")
  .option("--repository <url>", "geos-chem: where releases are", "https://github.com/geoschem/GCClassic")
  .option("--executable <file>", "geos-chem: a compiled gcclassic instead of a release")
  .option("--run-directory <dir>", "geos-chem: a run directory for the image, without its output")
  .option("--no-provision", "change nothing on this machine: no package is installed, no engine started")
  .action(async (options) => {
    const { imageBuild } = await import("./commands/image-build.ts");
    process.exitCode = await imageBuild(options, interruption.signal);
  });

const local = program
  .command("local")
  .description("the local environment: LocalStack S3 and a local AWS Batch");
local
  .command("up")
  .description("start it in the background")
  .option("--port <port>", "port of the endpoint (default: a free one)", portNumber)
  .option("--fresh", "start empty: remove the jobs, resources, logs and objects that are kept")
  .option("--account <id>", "the account that everything is in (default: 000000000000)", accountId)
  .option("--instant", "compute environments and queues are VALID at once, for clients that do not wait")
  .option("--no-provision", "change nothing on this machine: no package is installed, no engine started")
  .addOption(volumeOption())
  .addOption(imageOption())
  .action(async (options) => {
    const { localUp } = await import("./commands/local.ts");
    process.exitCode = await localUp(options, interruption.signal);
  });
local
  .command("deploy")
  .description("apply the stacks that cdktf deploy applies, with Terraform, to the local AWS that is up")
  .argument("[stacks...]", "only these, for example geos-chem-foundation (default: all)")
  .option("--environment <name>", "the environment (default: GCBENCH_ENVIRONMENT, then default)")
  .option("--plan-only", "say what would be done, and apply nothing")
  .option("--json", "what was done, as one JSON document")
  .action(async (stacks: string[], options) => {
    const { localDeploy } = await import("./commands/local-deploy.ts");
    process.exitCode = await localDeploy(stacks, options, interruption.signal);
  });
local
  .command("destroy")
  .description("destroy what local deploy has deployed")
  .option("--environment <name>", "which, where several are deployed")
  .option("--empty-buckets", "remove what buckets hold; without, one that holds something stops it")
  .option("--json", "what was done, as one JSON document")
  .action(async (options) => {
    const { localDestroy } = await import("./commands/local-destroy.ts");
    process.exitCode = await localDestroy(options, interruption.signal);
  });
local
  .command("fire")
  .description("do now what a schedule of EventBridge Scheduler would do: by itself none fires here")
  .argument("<schedule>", "its name")
  .option("--group <name>", "its group (default: default)")
  .option("--region <name>", "where it was created (default: the region of local up)")
  .option("--json", "what was done, as one JSON document")
  .action(async (schedule: string, options) => {
    const { localFire } = await import("./commands/local-fire.ts");
    process.exitCode = await localFire(schedule, options);
  });
local
  .command("reset")
  .description("empty it, as --fresh would, without starting it again; S3's objects stay")
  .action(async () => {
    const { localReset } = await import("./commands/local.ts");
    process.exitCode = await localReset();
  });
local
  .command("status")
  .description("show what is up")
  .option("--json", "as one JSON document")
  .action(async (options) => {
    const { localStatus } = await import("./commands/local.ts");
    process.exitCode = await localStatus(options);
  });
local
  .command("watch")
  .description("say where the page is that shows jobs, instances and logs as they are")
  .option("--json", "as one JSON document")
  .action(async (options) => {
    const { localWatch } = await import("./commands/local.ts");
    process.exitCode = await localWatch(options);
  });
local
  .command("down")
  .description("stop it and remove its containers")
  .action(async () => {
    const { localDown } = await import("./commands/local.ts");
    process.exitCode = await localDown();
  });
local
  .command("clean")
  .description("say what images, caches and leftovers of this project take, and remove them with --yes")
  .option("--yes", "remove it; without, nothing is removed")
  .addOption(new Option("--dry-run", "remove nothing (the default)").conflicts("yes"))
  .addOption(new Option("--only <part...>", "nothing but these").choices(cleanParts))
  .option("--json", "as one JSON document")
  .action(async (options: { yes?: true; json?: true; only?: CleanPart[] }) => {
    const { localClean } = await import("./commands/local-clean.ts");
    process.exitCode = await localClean(options);
  });
local
  .command("env")
  .description('print the variables that point AWS clients at it: eval "$(gcbench local env)"')
  .action(async () => {
    const { localEnv } = await import("./commands/local.ts");
    process.exitCode = await localEnv();
  });

function volumeOption(): Option {
  return new Option(
    "--volume <path=dir...>",
    "a directory of this machine for a host path that jobs mount (default: an empty volume)",
  );
}

/** May be given several times; variadic, it would take the arguments after it. */
function resultsOption(): Option {
  const add = (place: string, before: readonly string[] | undefined) => [...(before ?? []), place];
  return new Option(
    "--results <place>",
    "a folder or s3://bucket/prefix with results; several times for several (default: bench-results)",
  ).argParser(add);
}

function measureOption(): Option {
  return new Option("--measure <measure>", "which time: of the whole process, or of its main loop")
    .choices(["wall", "main-loop"])
    .default("wall");
}

function archOption(): Option {
  return new Option("--arch <arch>", "only benchmarks for this architecture").choices(["arm64", "amd64"]);
}

function seedOption(): Option {
  return new Option("--seed <number>", "of the order of jobs (default: the date)").argParser(wholeNumber);
}

function replicatesOption(): Option {
  return new Option("--replicates <n>", "jobs for each benchmark, instead of the suite's number").argParser(
    wholeNumber,
  );
}

function tagOption(): Option {
  return new Option("--tag <tag...>", "only benchmarks with these tags");
}

function budgetOption(): Option {
  return new Option("--budget <usd>", "refuse a plan that is not known to cost at most so much").argParser(
    positiveNumber,
  );
}

function imageOption(): Option {
  return new Option("--image <name>", "an image that jobs run instead of the one of this checkout");
}

function percentage(given: string): number {
  const percent = Number(given);
  if (percent > 0 && percent < 100) return percent;
  throw new InvalidArgumentError("A percentage is a number above 0 and below 100.");
}

function positiveNumber(given: string): number {
  const number = Number(given);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError("It must be a number above 0.");
}

function nonEmpty(given: string): string {
  if (given.trim() !== "") return given;
  throw new InvalidArgumentError("It must not be empty.");
}

function wholePositive(given: string): number {
  const number = Number(given);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError("It must be a whole number above 0.");
}

function benchmarkId(given: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(given)) return given;
  throw new InvalidArgumentError("Use 1 to 100 letters, digits, - and _.");
}

function daysOfHistory(given: string): number {
  const days = Number(given);
  if (days > 0 && days <= 90) return days;
  throw new InvalidArgumentError("EC2 keeps 90 days of Spot prices: a number above 0, at most 90.");
}

function wholeNumber(given: string): number {
  const number = Number(given);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError("It must be a whole number above 0.");
}

function accountId(given: string): string {
  if (/^\d{12}$/.test(given)) return given;
  throw new InvalidArgumentError("An account is 12 digits.");
}

function portNumber(given: string): number {
  const port = Number(given);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new InvalidArgumentError(`A port is a whole number from 1 to 65535.`);
}

/** One command line, without `node` and the script. Prints what it has to say; returns the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  process.exitCode = cliExitCodes.success;
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = reportFailure(error);
  } finally {
    interruption.release();
  }
  return process.exitCode;
}

function reportFailure(error: unknown): number {
  if (interruption.signal.aborted) {
    console.error("Interrupted; everything that was started here is stopped.");
    return cliExitCodes.interrupted;
  }
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : cliExitCodes.badInput;
  console.error(explainError(error));
  if (error instanceof GeosBenchError) return cliExitCode(error.code);
  if (error instanceof Error && error.stack) console.error(error.stack);
  return cliExitCodes.environmentNotUsable;
}
