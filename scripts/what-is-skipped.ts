import { lacking, requirements, type Requirement } from "../test/support/requirements.ts";
import { isThorough, thoroughOnly } from "../test/support/thorough.ts";

/** Which tests want what; for the line that says it is missing. */
const wantedBy: Readonly<Record<Requirement, string>> = {
  docker: "jobs in containers, images, the proxy's own tests",
  "aws-cli": "jobs by the AWS CLI, Terraform's deployment",
  boto3: "jobs by boto3",
  git: "a release in the image with GEOS-Chem Classic",
  "docker-registry": "pushing images, Terraform's deployment",
  moto: "the check of compute environments, a login to ECR, Terraform's deployment",
  checkov: "the scan of the synthesised stacks",
  chromium: "the report as a browser shows it",
  peers: "the proxy against another chemistry solver and another netCDF",
  statistics: "the golden values computed anew",
  workflows: "jobs by Luigi, redun and Snakemake",
  terraform: "the synthesised stacks validated and deployed",
};

/** Lines for the start of `npm test`: what this machine does not have and which tests that leaves out. */
export async function whatIsSkipped(): Promise<string[]> {
  const names = Object.keys(requirements) as Requirement[];
  const found = await Promise.all(names.map(async (name) => ({ name, reason: await lacking(name) })));
  const missing = found.flatMap(({ name, reason }) =>
    reason === undefined ? [] : [`  ${name}: ${wantedBy[name]} (${reason.split("\n")[0]})`],
  );
  const variants = isThorough ? [] : Object.values(thoroughOnly).map((what) => `  ${what}`);
  const isCi = process.env["CI"] === "true";
  return [
    ...(missing.length === 0
      ? ["This machine has all that the tests need."]
      : [isCi ? "Missing, and under CI=true a failure:" : "Skipped, since this machine does not have it:"]),
    ...missing,
    ...(variants.length === 0 ? [] : ["Left to CI=true or GCBENCH_THOROUGH=1:"]),
    ...variants,
    "Left to npm run test:nightly: a run directory of each simulation, the model's image for the other architecture.",
  ];
}
