import type { ErrorCode } from "../../contract/error-codes.ts";
import type { LocalEnvironmentOptions } from "../../emulator/local/start-local-environment.ts";
import type { LocalState } from "./state-file.ts";

/** From the command to the background process. */
export type ToDaemon =
  | { readonly type: "start"; readonly options: LocalEnvironmentOptions; readonly logFile: string }
  /** Outlive the command. Without it the process ends when the command does, however that ends. */
  | { readonly type: "keep" };

/** From the background process to the command. */
export type FromDaemon =
  | { readonly type: "progress"; readonly title: string; readonly detail: string }
  | { readonly type: "ready"; readonly state: LocalState }
  | {
      readonly type: "failed";
      readonly message: string;
      readonly code: ErrorCode;
      readonly hint: string | undefined;
    }
  | { readonly type: "kept" };
