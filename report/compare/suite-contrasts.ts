import { GeosBenchError } from "../../contract/errors.ts";
import { loadSuite } from "../../contract/load-suite.ts";
import type { Suite } from "../../contract/suite.ts";
import type { ArmChoice, ComparisonRequest } from "./compare-arms.ts";
import { selection } from "./selection.ts";

export type ChooseArm = (text: string) => ArmChoice;

/** Arms by the text of a selection, of the runs that are meant. */
export function armChooser(isMeant: ArmChoice["includes"] = () => true): ChooseArm {
  return (text) => {
    const isSelected = selection(text);
    return { label: text, includes: (run) => isMeant(run) && isSelected(run) };
  };
}

/** Declared contrasts with their arms. */
export function chosenContrasts(
  declared: Suite["primary_contrasts"],
  choose: ChooseArm,
): ComparisonRequest["contrasts"] {
  return declared.map(({ name, baseline, candidate }) => ({
    name,
    baseline: choose(baseline),
    candidate: choose(candidate),
  }));
}

/** A suite that declares what it is to find out. Throws {@link GeosBenchError} `bad-option` where it does not. */
export function suiteToJudge(name: string): Suite {
  const { suite } = loadSuite(name);
  if (suite.primary_contrasts.length > 0) return suite;
  throw new GeosBenchError(`The suite ${name} declares no primary contrasts.`, {
    code: "bad-option",
    hint: "Declare them in its file (primary_contrasts) before it runs, or give --baseline and --candidate.",
  });
}
