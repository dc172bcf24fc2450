/**
 * A shape of the SDK after validation: members that the service model requires are there. The SDK's own types let them
 * be undefined (`jobName: string | undefined`), since it sends what it is given and leaves the refusal to AWS.
 */
export type Validated<Value> = Value extends readonly (infer Item)[]
  ? Validated<Item>[]
  : Value extends object
    ? {
        [Member in keyof Value]: IsOptional<Value, Member> extends true
          ? Validated<Value[Member]>
          : Validated<Exclude<Value[Member], undefined>>;
      }
    : Value;

type IsOptional<Value, Member extends keyof Value> = object extends Pick<Value, Member> ? true : false;
