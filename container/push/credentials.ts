export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** base64("name:password"), as HTTP, ECR and Docker's config.json write it. */
export function readBasic(token: string): Credentials {
  const [username = "", ...password] = Buffer.from(token, "base64").toString("utf8").split(":");
  return { username, password: password.join(":") };
}
