// The live page: what the server sends becomes text of elements, never markup. Elements stay where they are and change,
// so that focus, selection and scrolling are not lost.

const kinds = {
  SUBMITTED: "waits",
  PENDING: "waits",
  RUNNABLE: "waits",
  STARTING: "runs",
  RUNNING: "runs",
  SUCCEEDED: "good",
  FAILED: "bad",
};
/** Lines that stay on the page. */
const mostLines = 5000;
/** So near to the end is at the end, in pixels. */
const nearEnd = 40;

const byId = (id) => document.getElementById(id);

/** What the address holds: `#state=RUNNING&job=us-east-1/…`. Whoever gets the address sees the same. */
const chosen = new URLSearchParams(location.hash.slice(1));
let view;
let log;

/** Control characters become visible, and marks that turn text around; the rest stays as it is. */
const shown = (text) =>
  text.replaceAll(hidden, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\uFFFD";
  });
const hidden =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]|\p{Cs}/gu;

function say(element, text) {
  const safe = shown(text);
  if (element.textContent !== safe) element.textContent = safe;
}

function make(name, { className, text, ...more } = {}) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) say(element, text);
  for (const [attribute, value] of Object.entries(more)) element.setAttribute(attribute, value);
  return element;
}

/** Children of `parent`, one for each item in this order: those that are there stay, and are changed. */
function keep(parent, items, key, create, update) {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let before = null;
  for (const item of items) {
    const name = key(item);
    const element = known.get(name) ?? create(item);
    known.delete(name);
    element.dataset.key = name;
    const place = before ? before.nextElementSibling : parent.firstElementChild;
    if (element !== place) parent.insertBefore(element, place);
    update(element, item);
    before = element;
  }
  for (const gone of known.values()) gone.remove();
}

const number = new Intl.NumberFormat("en");

function duration(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const keyOf = (job) => `${job.region}/${job.id}`;

/** "ran 12 s", "waits 3 s": what it is doing now, and for how long. */
function since({ status, createdAt, startedAt, stoppedAt }) {
  const now = Date.now();
  if (stoppedAt !== null) return startedAt === null ? "never ran" : `ran ${duration(stoppedAt - startedAt)}`;
  if (status === "RUNNING" && startedAt !== null) return `runs ${duration(now - startedAt)}`;
  return `waits ${duration(now - createdAt)}`;
}

/** Of a job that failed, first what says most of it. */
function outcome({ why, status, exitCode, containerReason, result, instance }) {
  const said = [];
  if (status === "RUNNING" || status === "STARTING") said.push(instance === null ? "" : `on ${instance}`);
  if (result?.value) said.push(resultText(result.value));
  if (status === "FAILED" && containerReason !== null) said.push(containerReason);
  if (exitCode !== null && exitCode !== 0) said.push(`exit code ${exitCode}`);
  if (why !== null && status !== "SUCCEEDED") said.push(why);
  if (result?.reason) said.push(`no result: ${result.reason}`);
  return said.filter((text) => text !== "").join("; ");
}

function resultText({ outcome: how, wallSeconds, simulatedDaysPerDay, runs, caveats }) {
  const marks = caveats.map((caveat) => ` [${caveat}]`).join("");
  if (wallSeconds === null) return `${how}: no timed run completed${marks}`;
  const speed =
    simulatedDaysPerDay === null
      ? ""
      : `, ${number.format(Math.round(simulatedDaysPerDay))} simulated days per day`;
  const median = runs === 1 ? "one timed run" : `the median of ${runs} timed runs`;
  return `${wallSeconds.toFixed(1)} s wall (${median})${speed}${marks}`;
}

function drawStates() {
  const states = Object.entries(view.counts);
  keep(
    byId("states"),
    states,
    ([state]) => state,
    ([state]) => {
      const button = make("button", { type: "button" });
      button.append(make("strong"), make("span", { text: state }));
      button.addEventListener("click", () => choose("state", chosen.get("state") === state ? null : state));
      return button;
    },
    (button, [state, count]) => {
      say(button.firstElementChild, number.format(count));
      button.dataset.kind = count === 0 ? "none" : kinds[state];
      button.setAttribute("aria-pressed", String(chosen.get("state") === state));
    },
  );
}

function drawEnvironments() {
  const used = view.environments.filter(
    ({ instances, region }) => instances.length > 0 || region === view.environments[0].region,
  );
  const regions = new Set(used.map(({ region }) => region));
  keep(
    byId("environments"),
    used,
    ({ region, name }) => `${region}/${name}`,
    () => {
      const element = make("div", { className: "environment" });
      element.append(make("h3"), make("p", { className: "quiet" }), make("div"));
      return element;
    },
    (element, { name, region, state, status, instanceTypes, maxVcpus, instances }) => {
      const [title, note, list] = element.children;
      say(title, name);
      const vcpus = instances.reduce((sum, of) => sum + of.vcpus, 0);
      const types = instanceTypes.join(", ") || "no types of its own";
      const limit = maxVcpus === null ? "unmanaged" : `${vcpus} of at most ${maxVcpus} vCPUs launched`;
      const where = regions.size > 1 ? `; ${region}` : "";
      const trouble = state === "ENABLED" && status === "VALID" ? "" : `; ${state}, ${status}`;
      say(note, `${types}; ${limit}${where}${trouble}${instances.length === 0 ? "; no instance" : ""}`);
      keep(
        list,
        instances.map((of) => ({ ...of, region })),
        ({ id }) => id,
        makeInstance,
        drawInstance,
      );
    },
  );
  if (used.length === 0) say(byId("environments"), "No compute environment.");
}

function makeInstance() {
  const element = make("div", { className: "instance" });
  element.append(make("p"), make("div"), make("ul", { className: "quiet" }));
  return element;
}

function drawInstance(element, { id, type, vcpus, memoryMiB, jobs, region }) {
  const [title, bars, list] = element.children;
  say(title, `${type} ${id}`);
  const sum = (of) => jobs.reduce((total, job) => total + job[of], 0);
  const measures = [
    { name: `${sum("vcpus")} of ${vcpus} vCPUs`, of: "vcpus", all: vcpus },
    {
      name: `${number.format(sum("memoryMiB"))} of ${number.format(memoryMiB)} MiB`,
      of: "memoryMiB",
      all: memoryMiB,
    },
  ];
  keep(
    bars,
    measures,
    ({ of }) => of,
    () => {
      const row = make("div");
      row.append(make("p", { className: "quiet" }), make("div", { className: "bar", "aria-hidden": "true" }));
      return row;
    },
    (row, { name, of, all }) => {
      say(row.firstElementChild, name);
      keep(
        row.lastElementChild,
        jobs,
        (job) => job.id,
        () => make("div"),
        (part, job) => {
          part.style.width = `${(100 * job[of]) / all}%`;
        },
      );
    },
  );
  keep(
    list,
    jobs,
    (job) => job.id,
    () => {
      const item = make("li");
      const button = make("button", { type: "button" });
      button.addEventListener("click", () => choose("job", `${region}/${item.dataset.key}`));
      item.append(button, make("span"));
      return item;
    },
    (item, job) => {
      const [name, size] = item.children;
      say(name, job.name);
      say(size, `: ${job.vcpus} vCPUs, ${number.format(job.memoryMiB)} MiB`);
    },
  );
}

function drawJobs() {
  const state = chosen.get("state");
  const jobs = view.jobs.filter(({ status }) => state === null || status === state);
  const all = Object.values(view.counts).reduce((sum, count) => sum + count, 0);
  const which = state === null ? "" : ` ${state}`;
  say(
    byId("jobs-note"),
    all === 0
      ? 'None yet. Submit one: eval "$(npx gcbench local env)", then aws batch submit-job …, or npm run local-bench.'
      : `${number.format(jobs.length)}${which} of ${number.format(all)} jobs, the newest first. Choose a state above for its jobs alone, a name for its log.`,
  );
  keep(byId("jobs"), jobs, keyOf, makeRow, (row, job) => {
    const [name, status, queue, time, what] = row.children;
    say(name.firstElementChild, job.name);
    const badge = status.firstElementChild;
    say(badge, job.status);
    badge.dataset.kind = kinds[job.status];
    say(queue, job.queue);
    say(time, since(job));
    say(what, outcome(job));
    const isChosen = chosen.get("job") === keyOf(job);
    row.setAttribute("aria-current", String(isChosen));
  });
}

function makeRow(job) {
  const row = make("tr");
  const name = make("th", { scope: "row" });
  const button = make("button", { type: "button" });
  button.addEventListener("click", () => choose("job", keyOf(job)));
  name.append(button);
  const status = make("td");
  status.append(make("span", { className: "state" }));
  row.append(name, status, make("td"), make("td"), make("td"));
  return row;
}

function drawJob() {
  const job = view.jobs.find((of) => keyOf(of) === chosen.get("job"));
  byId("job").hidden = job === undefined;
  if (!job) return;
  say(byId("job-title"), job.name);
  const facts = [
    ["id", job.id],
    ["state", [job.status, job.why].filter(Boolean).join(": ")],
    ["asked for", `${job.vcpus} vCPUs, ${number.format(job.memoryMiB)} MiB`],
    ["instance", job.instance ?? "none"],
    ["attempts", String(job.attempts)],
    ["submitted", new Date(job.createdAt).toISOString()],
    ["time", since(job)],
    [
      "result",
      job.result === null
        ? "not yet"
        : job.result.value
          ? `${resultText(job.result.value)}; ${job.result.value.place}`
          : `none: ${job.result.reason}`,
    ],
    ["log", job.log ? `${job.log.group} ${job.log.stream}` : "none yet"],
  ];
  keep(
    byId("job-facts"),
    facts.flatMap(([name, text]) => [
      ["dt", name, name],
      ["dd", name, text],
    ]),
    ([kind, name]) => kind + name,
    ([kind]) => make(kind),
    (element, [, , text]) => say(element, text),
  );
}

function draw() {
  if (!view) return;
  const { endpoint, host } = view;
  say(byId("place"), `${endpoint}; this machine: ${host.vcpus} CPUs for containers`);
  drawStates();
  drawEnvironments();
  drawJobs();
  drawJob();
}

function choose(name, value) {
  if (value === null) chosen.delete(name);
  else chosen.set(name, value);
  history.replaceState(null, "", `#${chosen.toString()}`);
  if (name === "job") followLog();
  draw();
  // Where it is below the jobs, and not beside them.
  if (name === "job" && !matchMedia("(min-width: 96rem)").matches)
    byId("job").scrollIntoView({ block: "nearest" });
}

/** The log of the chosen job, as it is written: at its end it stays at its end, elsewhere it does not move. */
function followLog() {
  log?.close();
  log = undefined;
  const element = byId("log");
  element.replaceChildren();
  const [region, ...id] = (chosen.get("job") ?? "").split("/");
  if (id.length === 0) return;
  say(byId("log-note"), "No line yet.");
  log = new EventSource(`log?${new URLSearchParams({ region, job: id.join("/") }).toString()}`);
  log.addEventListener("log", ({ data }) => {
    const { skipped } = JSON.parse(data);
    element.replaceChildren();
    say(
      byId("log-note"),
      `Times are UTC.${skipped > 0 ? ` ${number.format(skipped)} earlier lines are in CloudWatch Logs.` : ""}`,
    );
  });
  log.addEventListener("lines", ({ data }) => {
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    const { lines } = JSON.parse(data);
    element.append(...lines.map(makeLine));
    while (element.childElementCount > mostLines) element.firstElementChild.remove();
    if (isAtEnd) element.scrollTop = element.scrollHeight;
  });
}

function makeLine({ at, text }) {
  const line = make("div");
  const clock = new Date(at).toISOString().slice(11, 19);
  line.append(
    make("span", { className: "clock", text: clock }),
    make("span", { className: "text", text, dir: "auto" }),
  );
  return line;
}

function connection(is, text) {
  const element = byId("connection");
  element.dataset.is = is;
  say(element, text);
}

const events = new EventSource("events");
events.addEventListener("view", ({ data }) => {
  view = JSON.parse(data);
  draw();
});
events.addEventListener("open", () => connection("live", "Live"));
events.addEventListener("error", () =>
  connection("lost", "Connection lost: what is shown is of before. Trying again …"),
);
addEventListener("hashchange", () => {
  for (const name of ["state", "job"]) chosen.delete(name);
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) chosen.set(name, value);
  followLog();
  draw();
});
followLog();
setInterval(draw, 1000);
