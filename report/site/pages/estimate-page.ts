import { html } from "hono/html";
import { candidateTypes } from "../../../contract/candidate-types.ts";
import { instanceTypes } from "../../../contract/instance-types.ts";
import { resolutions } from "../../estimate/grids.ts";
import type { Html } from "../../page/figure.ts";

/** What the fields hold before anybody asks. */
export interface EstimateDefaults {
  readonly simulation: string;
  readonly resolution: string;
  readonly levels: string;
  readonly days: string;
  readonly type: string;
  readonly threads: string;
  readonly region: string;
  readonly budget: string;
}

export function estimatePage(
  simulations: readonly string[],
  regions: readonly string[],
  of: EstimateDefaults,
): Html {
  const options = (values: readonly string[]) =>
    values.map((value) => html`<option value="${value}">${value}</option>`);
  return html`<h1>How long would a run take, and what would it cost?</h1>
    <p class="made">
      From measured, imported and published runs of GEOS-Chem Classic, by the function of
      <code>gcbench estimate</code>. It runs in this page: nothing is sent anywhere.
    </p>
    <form id="request" class="request">
      <label
        >simulation
        <select name="simulation">
          ${options(simulations)}
        </select></label
      >
      <label
        >global grid
        <select name="resolution">
          ${options(resolutions)}
        </select></label
      >
      <label
        >levels
        <select name="levels">
          ${options(["72", "47"])}
        </select></label
      >
      <label>simulated days <input name="days" type="number" min="0" step="any" value="${of.days}" /></label>
      <label
        >instance type <input name="type" list="types" value="${of.type}" placeholder="any machine"
      /></label>
      <label>threads <input name="threads" type="number" min="1" placeholder="physical cores" /></label>
      <label
        >prices of
        <select name="region">
          ${options(regions)}
        </select></label
      >
      <label>budget, US$ <input name="budget" type="number" min="0" step="any" placeholder="none" /></label>
      <datalist id="types">
        ${options([...new Set([...candidateTypes.map(({ name }) => name), ...instanceTypes.keys()])])}
      </datalist>
    </form>
    <div id="estimate" aria-live="polite">
      <noscript>Estimating takes scripts; <code>gcbench estimate</code> does the same.</noscript>
    </div>`;
}
