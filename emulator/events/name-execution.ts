import { randomUUID } from "node:crypto";

/**
 * StartExecution's request with a name: AWS gives a UUID to an execution without one (API reference, StartExecution), moto
 * the name None, so that there is one execution and no second.
 */
export const named = (request: object): object => ({ name: randomUUID(), ...request });
