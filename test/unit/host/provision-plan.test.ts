import { expect, test } from "vitest";
import { describePlan } from "../../../host/describe-plan.ts";
import type { HostFacts } from "../../../host/detect-host.ts";
import { planProvisioning, type ProvisionNeeds } from "../../../host/provision-plan.ts";

const debian: HostFacts = {
  family: "debian",
  osName: "Debian GNU/Linux 13 (trixie)",
  distribution: "debian",
  codename: "trixie",
  root: true,
  architecture: "amd64",
  memoryMiB: 8192,
  cores: 2,
  init: "other",
};
const bare: ProvisionNeeds = {
  engine: "not-installed",
  engineChosen: false,
  emulation: "missing",
  binfmtMounted: false,
  missingPrograms: ["mmdebstrap"],
};
const commands = (host: HostFacts, needs: ProvisionNeeds): string =>
  describePlan(host, planProvisioning(host, needs));

test("a bare Debian as root is set up from nothing", () => {
  expect(planProvisioning(debian, bare).automatic).toBe(true);
  expect(commands(debian, bare)).toMatchInlineSnapshot(`
    "apt-get -o DPkg::Lock::Timeout=300 update
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends docker.io qemu-user-static binfmt-support mmdebstrap
    setsid -f dockerd
    mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
    update-binfmts --enable"
  `);
});

test("with systemd the engine is a service, and another user is given sudo", () => {
  const host: HostFacts = { ...debian, root: false, init: "systemd", distribution: "ubuntu" };
  const plan = planProvisioning(host, bare);
  expect(plan.automatic).toBe(false);
  expect(plan.reason).toBe("this user is not root");
  expect(describePlan(host, plan)).toMatchInlineSnapshot(`
    "sudo apt-get -o DPkg::Lock::Timeout=300 update
    sudo apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends docker.io qemu-user-static binfmt-support mmdebstrap debian-archive-keyring
    sudo systemctl enable --now docker
    sudo mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
    sudo update-binfmts --enable"
  `);
});

test("Fedora is told its own commands", () => {
  const host: HostFacts = { ...debian, family: "fedora", osName: "Fedora Linux 43", init: "systemd" };
  const needs: ProvisionNeeds = { ...bare, binfmtMounted: true };
  expect(planProvisioning(host, needs).reason).toContain("Fedora Linux 43");
  expect(commands({ ...host, root: false }, needs)).toMatchInlineSnapshot(`
    "sudo dnf install -y moby-engine qemu-user-static
    sudo systemctl enable --now docker
    sudo systemctl restart systemd-binfmt"
  `);
});

test("macOS is told of Docker Desktop, which brings QEMU", () => {
  const host: HostFacts = { ...debian, family: "macos", osName: "macOS", root: false };
  expect(commands(host, { ...bare, emulation: "unknown" })).toBe(
    "brew install --cask docker\nopen -a Docker",
  );
});

test("only what is missing is done", () => {
  const ready: ProvisionNeeds = { ...bare, engine: "ready", missingPrograms: [], binfmtMounted: true };
  expect(commands(debian, { ...ready, emulation: "native" })).toBe("");
  expect(commands(debian, { ...ready, emulation: "ready" })).toBe("");
  expect(planProvisioning(debian, ready).steps.map((step) => step.id)).toEqual([
    "install-packages",
    "register-emulation",
  ]);
});

test("an engine that DOCKER_HOST or a context names is not ours to set up", () => {
  const plan = planProvisioning(debian, { ...bare, engine: "unreachable", engineChosen: true });
  expect(plan).toMatchObject({ steps: [], automatic: false });
  expect(plan.reason).toContain("DOCKER_HOST");
});

test("permission denied: the group, and nothing to install", () => {
  const host: HostFacts = { ...debian, root: false };
  const needs: ProvisionNeeds = { ...bare, engine: "permission-denied", emulation: "ready" };
  expect(commands(host, { ...needs, missingPrograms: [] })).toBe("sudo usermod -aG docker $USER");
});
