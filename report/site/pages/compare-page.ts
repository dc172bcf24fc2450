import { html } from "hono/html";
import type { Html } from "../../page/figure.ts";
import type { SetColumn } from "../compare/choose-sets.ts";

/** What sets are chosen by, in the words of people; what remains can be written into the address. */
const fields: readonly [SetColumn, string][] = [
  ["benchmark_id", "benchmark"],
  ["instance_type", "machine"],
  ["threads", "threads"],
  ["build", "build"],
  ["image", "image"],
];

const side = (name: "baseline" | "candidate", legend: string): Html =>
  html`<fieldset>
    <legend>${legend}</legend>
    ${fields.map(
      ([column, label]) =>
        html`<label
          >${label}
          <select data-side="${name}" data-column="${column}" aria-label="${legend}: ${label}"></select
        ></label>`,
    )}
  </fieldset>`;

/** Two selections of runs beside each other; what is chosen is in the address. `drawer`: the file of what draws. */
export const comparePage = (drawer: string): Html =>
  html`<h1>Compare two sets of runs</h1>
    <p class="made">
      The address of this page says what is compared: send it, and others see the same. Nobody declared these
      contrasts before the runs, so there are numbers and no verdict; a suite's primary contrasts are on the
      overview.
    </p>
    <form id="choice" class="choice">
      ${side("baseline", "Baseline")}
      <button type="button" id="swap">Swap</button>
      ${side("candidate", "Candidate")}
      <fieldset class="how">
        <legend>How</legend>
        <label
          >measure
          <select name="measure">
            <option value="wall">wall time</option>
            <option value="main-loop">main loop</option>
          </select></label
        >
        <label
          >no difference up to, % <input name="band" type="number" min="0.5" max="99" step="0.5" value="5"
        /></label>
      </fieldset>
    </form>
    <div id="comparison" aria-live="polite" data-drawer="${drawer}">
      <noscript>Comparing takes scripts; the overview does not.</noscript>
    </div>
    <p class="note">The same in a terminal: <code id="command"></code></p>`;
