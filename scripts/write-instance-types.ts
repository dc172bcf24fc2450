/**
 * Writes contract/ec2/instance-types.json: what EC2 says of its instance types.
 *
 *     node scripts/write-instance-types.ts                             asks EC2 (ec2:DescribeInstanceTypes)
 *     node scripts/write-instance-types.ts --answers FILE --source S   from answers of that operation in a file, which
 *                                                                      may be gzipped: a list, or an object by name
 */
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { EC2Client, paginateDescribeInstanceTypes } from "@aws-sdk/client-ec2";
import { z } from "zod";
import { typeRecord, type TypeRecord } from "../contract/ec2/type-record.ts";

/** EC2 API reference, InstanceTypeInfo: what of it is used. */
const answer = z.object({
  InstanceType: z.string(),
  VCpuInfo: z.object({ DefaultVCpus: z.int(), DefaultCores: z.int().optional() }),
  MemoryInfo: z.object({ SizeInMiB: z.int() }),
  ProcessorInfo: z.object({ SupportedArchitectures: z.array(z.string()) }),
  GpuInfo: z.object({ Gpus: z.array(z.object({ Count: z.int().optional() })) }).optional(),
  BareMetal: z.boolean(),
  CurrentGeneration: z.boolean(),
});

const { values } = parseArgs({
  options: { answers: { type: "string" }, source: { type: "string" }, on: { type: "string" } },
});
const answers = values.answers === undefined ? await askEc2() : await readAnswers(values.answers);
const types: TypeRecord["types"] = {};
for (const of of answers.toSorted((a, b) => (a.InstanceType < b.InstanceType ? -1 : 1))) {
  const { DefaultVCpus: vcpus, DefaultCores: cores = vcpus } = of.VCpuInfo;
  const names = of.ProcessorInfo.SupportedArchitectures;
  const architecture = ["x86_64", "arm64", "x86_64_mac", "arm64_mac"].find((name) => names.includes(name));
  const gpus = (of.GpuInfo?.Gpus ?? []).reduce((sum, { Count: count = 0 }) => sum + count, 0);
  types[of.InstanceType] = [
    vcpus,
    cores,
    of.MemoryInfo.SizeInMiB,
    architecture as "arm64",
    gpus,
    of.BareMetal,
    of.CurrentGeneration,
  ];
}
const record = typeRecord.parse({
  recorded_on: values.on ?? new Date().toISOString().slice(0, 10),
  source: values.source ?? "EC2 DescribeInstanceTypes, us-east-1",
  columns: ["vcpus", "cores", "memory_mib", "architecture", "gpus", "bare_metal", "current_generation"],
  types,
});
await writeFile(
  new URL("../contract/ec2/instance-types.json", import.meta.url),
  `${JSON.stringify(record, null, 2).replaceAll(/\[\n\s+([^\]]*?)\n\s+\]/g, (_, of: string) => `[${of.replaceAll(/\s*\n\s*/g, " ")}]`)}\n`,
);

async function askEc2(): Promise<z.output<typeof answer>[]> {
  const found = [];
  const client = new EC2Client({ region: "us-east-1" });
  for await (const { InstanceTypes: page } of paginateDescribeInstanceTypes({ client }, {}))
    found.push(...(page ?? []));
  return z.array(answer).parse(found);
}

async function readAnswers(file: string): Promise<z.output<typeof answer>[]> {
  const bytes = await readFile(file);
  const text = file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  const given = JSON.parse(text.toString("utf8")) as object;
  return z.array(answer).parse(Array.isArray(given) ? given : Object.values(given));
}
