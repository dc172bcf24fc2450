import { TerraformDataSource, TerraformResource, type Construct } from "../../../infra/cdk.ts";

type Attributes = Readonly<Record<string, unknown>>;

/** A resource of any type with arguments as Terraform has them: what the bindings do not know can be written too. */
class WrittenResource extends TerraformResource {
  readonly #attributes: Attributes;

  constructor(scope: Construct, id: string, type: string, attributes: Attributes) {
    super(scope, id, { terraformResourceType: type });
    this.#attributes = attributes;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.#attributes };
  }
}

class WrittenDataSource extends TerraformDataSource {
  readonly #attributes: Attributes;

  constructor(scope: Construct, id: string, type: string, attributes: Attributes) {
    super(scope, id, { terraformResourceType: type });
    this.#attributes = attributes;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.#attributes };
  }
}

/** Writes a resource; the answer gives references to its attributes. */
export function resource(scope: Construct, type: string, id: string, attributes: Attributes = {}) {
  const written = new WrittenResource(scope, id, type, attributes);
  return (attribute: string) => written.getStringAttribute(attribute);
}

export function dataSource(scope: Construct, type: string, id: string, attributes: Attributes = {}) {
  const written = new WrittenDataSource(scope, id, type, attributes);
  return (attribute: string) => written.getStringAttribute(attribute);
}
