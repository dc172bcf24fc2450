import type * as model from "@aws-sdk/client-batch";
import type { Validated } from "./validated.ts";

type Model = typeof model;

/** "SubmitJob", …: every operation that the installed SDK has a command for. */
export type OperationName = Exclude<
  { [Key in keyof Model]: Key extends `${infer Name}Command` ? Name : never }[keyof Model],
  "$"
>;

type Command<Name extends OperationName> = `${Name}Command` extends infer Key extends keyof Model
  ? Model[Key] extends abstract new (...given: never) => infer Instance
    ? Instance
    : never
  : never;

/** What a handler is given: validated against the operation's schema. Timestamps are epoch milliseconds. */
export type OperationInput<Name extends OperationName> =
  Command<Name> extends { input: infer Input } ? Validated<Input> : never;

export type OperationOutput<Name extends OperationName> =
  Command<Name> extends { resolveMiddleware(...given: never): (...args: never) => Promise<infer Result> }
    ? Result extends { output: infer Output }
      ? Omit<Output, "$metadata">
      : never
    : never;
