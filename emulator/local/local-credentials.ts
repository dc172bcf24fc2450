/** Nothing checks them; LocalStack takes "test" for account 000000000000. */
export const localCredentials = { accessKeyId: "test", secretAccessKey: "test" } as const;
