import { z } from "zod";
import { architecture } from "./architecture.ts";
import { checkEngine } from "./check-engine.ts";
import { checkHardware } from "./check-hardware.ts";
import { geosChemWorkload } from "./geos-chem-workload.ts";
import { threadBinding } from "./thread-binding.ts";
import { wholeNumber } from "./whole-number.ts";

const duration = z
  .strictObject({
    days: wholeNumber("days", 1, 366).optional(),
    hours: wholeNumber("hours", 1, 24 * 366).optional(),
  })
  .refine((given) => given.days !== undefined || given.hours !== undefined, {
    message: "give days, hours or both",
  })
  .describe("Simulated time; days and hours add up.");

/** Without a zero at the end, so that a grid has one name. */
const degrees = String.raw`(?:0|[1-9]\d*)(?:\.\d*[1-9])?`;

const hardware = z
  .strictObject({
    instance_type: z.string().describe("EC2 instance type, for example c7g.4xlarge."),
    processor_type: z.string().describe("Processor name, for example Graviton3."),
    architecture,
    vcpus: wholeNumber("vCPUs", 1, 192).describe("vCPUs that the job requests."),
    memory_gb: z
      .number()
      .positive("must be more than 0 GiB")
      .max(768)
      .describe("Memory that the job requests, in GiB."),
  })
  .superRefine(checkHardware)
  .describe("What the job asks for. Results record it as a claim, beside what was observed.");

const proxyWorkload = z.strictObject({
  engine: z.literal("proxy").default("proxy").describe("The embedded proxy workload."),
  tracers: wholeNumber("tracers", 1, 300).default(21).describe("Simulations transport and io: how many."),
  mechanism: z
    .string()
    .regex(
      /^(?:ts1|pollu|small_strato|rober|(?:s3:\/\/[^/]+)?\/.+\.mech)$/,
      "allowed: ts1, pollu, small_strato, rober, or a table as s3://bucket/NAME.mech or /path/NAME.mech",
    )
    .optional()
    .describe(
      "Simulations chemistry and fullchem: whose reactions; ts1 by default. A table of one's own: s3://bucket/NAME.mech or a path that the job sees.",
    ),
  build: z
    .enum(["generic", "tuned"])
    .default("generic")
    .describe(
      "generic: the flags that GEOS-Chem is released with. tuned: compiled for the processor it runs on.",
    ),
  threads: wholeNumber("threads", 1, 192)
    .optional()
    .describe("OpenMP threads; default: the vCPUs the job was given."),
  binding: threadBinding,
});

const workload = z
  .preprocess(
    // Configs need not name the engine: then it is the proxy.
    (given) => (isRecord(given) && !("engine" in given) ? { engine: "proxy", ...given } : given),
    z.discriminatedUnion("engine", [proxyWorkload, geosChemWorkload], {
      error: "allowed engines: proxy, geos-chem-classic",
    }),
  )
  .describe("What computes.");

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * One benchmark: what is simulated, for how long, on which hardware, how often. The JSON that users write; unknown
 * keys and contradictions are errors. `workload`, `repetitions` and `warmup` have defaults, so a parsed config is
 * complete.
 */
export const benchmarkConfig = z
  .strictObject({
    id: z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/,
        "use 1 to 100 letters, digits, - and _ (it names the job and the result)",
      )
      .describe("Name of the benchmark; part of the job name and of the result's place."),
    simulation_type: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, "must be the name of a simulation, for example transport")
      .describe(
        "The proxy has transport, chemistry, io (netCDF files) and fullchem, which is all of them. GEOS-Chem Classic has transport (TransportTracers), fullchem, carbon and, with a run directory of one's own, every other, under GEOS-Chem's name: CH4, aerosol, Hg, tagO3 …",
      ),
    domain: z.strictObject({
      type: z
        .enum(["global", "nested"])
        .describe("nested: a region, which GEOS-Chem's run directory describes."),
      resolution: z
        .string()
        .regex(
          new RegExp(`^${degrees}x${degrees}$`),
          "must be latitude x longitude in degrees, for example 4x5, 2x2.5, 0.25x0.3125",
        )
        .describe(
          "Horizontal grid, latitude x longitude in degrees: 4x5 or 2x2.5, with a run directory of GEOS-Chem any.",
        ),
      levels: wholeNumber("levels", 1, 200)
        .default(72)
        .describe("Vertical levels: 72 or 47, with a run directory of GEOS-Chem any."),
    }),
    duration,
    hardware,
    workload: workload.prefault({}),
    repetitions: wholeNumber("repetitions", 1, 100)
      .default(1)
      .describe("Timed runs of the workload within one job."),
    warmup: wholeNumber("warm-up runs", 0, 10)
      .default(0)
      .describe("Runs before the timed ones; recorded, not counted."),
    canaries: z
      .boolean()
      .default(true)
      .describe(
        "Whether memory bandwidth and effective clock are measured before and after the runs, some seconds each.",
      ),
    output: z
      .strictObject({ path: z.string().min(1).describe("s3://bucket/prefix or a directory.") })
      .optional()
      .describe("Where the result goes when the command line does not say."),
  })
  .superRefine(checkEngine)
  .describe("GEOS-Chem benchmark configuration");

export type BenchmarkConfig = z.output<typeof benchmarkConfig>;

/** Whether a mechanism is the place of a table rather than the name of one that the image has. */
export const isOwnMechanism = (mechanism: string): boolean => mechanism.includes("/");

/** The workload of a config whose engine is the proxy. */
export function proxyWorkloadOf({
  workload: given,
}: Pick<BenchmarkConfig, "workload">): z.output<typeof proxyWorkload> {
  if (given.engine !== "proxy") throw new TypeError(`The engine is ${given.engine}, not the proxy.`);
  return given;
}

/** The proxy's full chemistry has about as many as the model advects (`container/proxy/src/processes/named_simulation.f90`). */
const fullchemTracers = 300;

/**
 * Tracers that the proxy transports for a config; `null`: none, another engine, or as many as a table of one's own asks
 * for.
 */
export function tracersOf({
  workload: given,
  simulation_type: simulation,
}: Pick<BenchmarkConfig, "workload" | "simulation_type">): number | null {
  if (given.engine !== "proxy" || simulation === "chemistry") return null;
  if (simulation !== "fullchem") return given.tracers;
  return isOwnMechanism(given.mechanism ?? "") ? null : fullchemTracers;
}

/** Simulated time of a config, in hours. */
export function simulatedHours({ duration: given }: Pick<BenchmarkConfig, "duration">): number {
  return (given.days ?? 0) * 24 + (given.hours ?? 0);
}
