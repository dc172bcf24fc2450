import { expect, test } from "vitest";
import { createProgress } from "../../../../../runner/geos-chem/log/progress.ts";

test("progress is said once a minute, with what is left", () => {
  let seconds = 0;
  const said: string[] = [];
  const plan = { start: new Date("2019-01-01T00:00Z"), end: new Date("2019-01-02T00:00Z") };
  const onLine = createProgress(
    plan,
    (message) => said.push(message),
    () => seconds,
  );
  for (let hour = 0; hour < 24; hour++) {
    // Initialisation took 100 s, every hour takes 10.
    seconds = 100 + hour * 10;
    onLine(`---> DATE: 2019/01/01  UTC: ${String(hour).padStart(2, "0")}:00`);
    onLine("anything else");
  }
  expect(said).toEqual([
    "simulated until 2019-01-01T00:00Z, 0 %",
    "simulated until 2019-01-01T06:00Z, 25 %, about 3 min 0 s more",
    "simulated until 2019-01-01T12:00Z, 50 %, about 2 min 0 s more",
    "simulated until 2019-01-01T18:00Z, 75 %, about 1 min 0 s more",
  ]);
});
