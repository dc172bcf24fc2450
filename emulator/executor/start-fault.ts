/** Why a container could not be made or started; becomes the attempt's `container.reason`. */
export class StartFault extends Error {
  override readonly name = "StartFault";

  constructor(kind: string, text: string) {
    super(`${kind}: ${text}`);
  }
}
