import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { observeImage } from "../../../../runner/environment/image-identity.ts";
import { observeInstance } from "../../../../runner/environment/instance-metadata.ts";

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const instance = (endpoint: string) =>
  observeInstance({ AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint }, { emulated: false });

const document = JSON.stringify({
  instanceType: "c7g.4xlarge",
  instanceId: "i-1",
  availabilityZone: "us-east-1a",
  imageId: "ami-1",
  pendingTime: "2026-01-02T03:04:05Z",
  x: 1,
});

test.each([
  ["spot", { value: "spot" }],
  ["something new", { value: null, reason: "instance metadata does not name the instance's life cycle" }],
])(
  "IMDSv2: a token first, then the identity document and the life cycle (%s)",
  async (lifeCycle, purchase) => {
    const endpoint = await serve((request, response) => {
      if (request.method === "PUT" && request.url === "/latest/api/token") response.end("token");
      else if (request.headers["x-aws-ec2-metadata-token"] === "token")
        response.end(request.url?.endsWith("life-cycle") ? lifeCycle : document);
      else response.writeHead(401).end();
    });
    expect(await instance(endpoint)).toEqual({
      instance_type: { value: "c7g.4xlarge" },
      instance_id: { value: "i-1" },
      availability_zone: { value: "us-east-1a" },
      ami: { value: "ami-1" },
      instance_launched_at: { value: "2026-01-02T03:04:05Z" },
      purchase_option: purchase,
    });
  },
);

test("a service that never answers costs a second, not the job", async () => {
  const started = performance.now();
  const found = await instance(await serve(() => {}));
  expect(performance.now() - started).toBeLessThan(5000);
  expect(found.instance_type).toEqual({
    value: null,
    reason: "instance metadata (IMDSv2) is not available: no answer within 1 s",
  });
});

test.each([
  ["a proxy's error page", (await_: string) => await_, 503],
  ["something that is no identity document", () => '{"instanceType":""}', 200],
])("%s is null with a reason", async (_name, body, status) => {
  const found = await instance(
    await serve((_request, response) => void response.writeHead(status).end(body("no"))),
  );
  expect(found.instance_id).toMatchObject({ value: null });
});

test("emulated or disabled, nobody is asked", async () => {
  const env = { AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://127.0.0.1:1" };
  const emulated = await observeInstance(env, { emulated: true });
  const disabled = await observeInstance({ ...env, AWS_EC2_METADATA_DISABLED: "true" }, { emulated: false });
  expect(emulated.instance_type).toMatchObject({ reason: expect.stringContaining("emulated") });
  expect(disabled.instance_type).toMatchObject({
    reason: expect.stringContaining("AWS_EC2_METADATA_DISABLED"),
  });
});

test("the image is what the starter says, or ECS", async () => {
  const metadata = await serve(
    (_request, response) => void response.end('{"ImageID":"sha256:abc","Image":"x"}'),
  );
  expect(
    await observeImage({ GCBENCH_IMAGE: "sha256:def", ECS_CONTAINER_METADATA_URI_V4: metadata }),
  ).toEqual({
    value: "sha256:def",
  });
  expect(await observeImage({ ECS_CONTAINER_METADATA_URI_V4: metadata })).toEqual({ value: "sha256:abc" });
  expect(await observeImage({ ECS_CONTAINER_METADATA_URI_V4: "http://127.0.0.1:1" })).toMatchObject({
    value: null,
  });
  expect(await observeImage({})).toMatchObject({ value: null });
});
