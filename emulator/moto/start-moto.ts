import { readFileSync, readdirSync } from "node:fs";
import type { Socket } from "node:net";
import { GeosBenchError } from "../../contract/errors.ts";
import { logTail } from "../localstack/log-tail.ts";
import { configureMoto } from "./configure-moto.ts";
import { motoEnvironment } from "./moto-environment.ts";
import type { StartedMoto } from "./moto.ts";
import { relayModule } from "../tunnel/programs.ts";
import { openTunnel } from "../tunnel/tunnel.ts";

export interface MotoContainerOptions {
  /** Present in the engine already: this never pulls. */
  readonly image: string;
  readonly accountId: string;
  readonly network: string;
  /** For the caller's sweeper. */
  readonly labels: Readonly<Record<string, string>>;
  /** Serves a connection of moto's to the local AWS. */
  readonly accept: (socket: Socket) => void;
}

const modules = "/opt/gcbench";
const ports = { server: 5000, tunnel: 5001, called: 5002 } as const;

const cloudFormation = new URL("cloudformation/", import.meta.url);

/** What moto's CloudFormation is served with (cloudformation/stacks.py). */
const cloudFormationModules = () =>
  readdirSync(cloudFormation)
    .filter((name) => /\.(?:py|json)$/.test(name))
    .map((name) => ({ name, content: readFileSync(new URL(name, cloudFormation), "utf8") }));

/** Starts moto in a container of its own and waits until it answers. LocalStack's has told testcontainers the engine. */
export async function startMotoContainer(options: MotoContainerOptions): Promise<StartedMoto> {
  const { image, accountId, network, labels, accept } = options;
  const { GenericContainer, PullPolicy, Wait } = await import("testcontainers");
  const log = logTail();
  const program = readFileSync(new URL("serve.py", import.meta.url), "utf8");
  const container = await new GenericContainer(image)
    .withPullPolicy(PullPolicy.neverPull())
    .withNetworkMode(network)
    .withLabels({ ...labels })
    .withEnvironment({ ...motoEnvironment(accountId, ports.called), PYTHONPATH: modules })
    .withCopyContentToContainer(
      [relayModule, ...cloudFormationModules()].map(({ name, content }) => ({
        target: `${modules}/${name}`,
        content,
      })),
    )
    .withEntrypoint(["python", "-c", program])
    .withCommand([String(ports.server), String(ports.tunnel)])
    .withExposedPorts(ports.server, ports.tunnel)
    .withLogConsumer(log.consume)
    .withWaitStrategy(Wait.forLogMessage(/Running on/))
    .start()
    .catch((cause: unknown) => {
      throw new GeosBenchError(`moto (${image}) did not start: ${(cause as Error).message}${log.text()}`, {
        code: "moto-not-started",
        hint: "`gcbench doctor` checks the engine; GCBENCH_MOTO_IMAGE names another image.",
      });
    });
  const host = container.getHost();
  const url = `http://${host}:${container.getMappedPort(ports.server)}`;
  const tunnel = openTunnel({ host, port: container.getMappedPort(ports.tunnel) }, accept);
  await configureMoto(url);
  return {
    url,
    stop: async () => {
      tunnel.close();
      await container.stop();
    },
  };
}
