/**
 * Whether a line is a step, of all that builders write: "Step 3/23 : …", "[proxy 2/2] RUN …", "#9 [proxy 2/2] …",
 * "[3/40] Building …", "[ 40%] Building …".
 */
export const isBuildStep = (line: string): boolean =>
  /^(?:Step \d+\/|(?:#\d+ (?:[\d.]+ )?)?\[[^\]]*\d+\/\d+\]|\[ *\d+%\])/.test(line);
