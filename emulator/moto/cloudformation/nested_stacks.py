"""Stacks in stacks (AWS::CloudFormation::Stack): made, changed in place and deleted with the one that they are in."""

from stack_checks import text_of
from stack_modules import UnformattedGetAttTemplateException, ValidationError, models
from stack_templates import read_object

Stack = models.Stack


def backend_of(account, region):
    return models.cloudformation_backends[account][region]


def settled(stack, wanted, what):
    stack.work.join()
    if stack.status != wanted:
        raise Exception(f"Embedded stack {stack.stack_id} was not successfully {what}: {stack.stack_status_reason}")
    return stack


def given_to(properties):
    return {name: text_of(value) for name, value in properties.get("Parameters", {}).items()}


def create(cls, resource_name, cloudformation_json, account_id, region_name, **more):
    backend, properties = backend_of(account_id, region_name), cloudformation_json["Properties"]
    parent = backend.stacks[more["StackId"]]
    own = {tag["Key"]: tag["Value"] for tag in properties.get("Tags", [])}
    stack = backend.create_stack(
        resource_name, read_object(properties["TemplateURL"]), given_to(properties), tags=parent.tags | own
    )
    stack.parent_id, stack.root_id = parent.stack_id, getattr(parent, "root_id", parent.stack_id)
    try:
        return settled(stack, "CREATE_COMPLETE", "created")
    except Exception:
        backend.delete_stack(stack.stack_id)
        raise


def update(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    stack, properties = original_resource, cloudformation_json["Properties"]
    stack.before_update = (stack.template, dict(stack.parameters))
    change(stack, read_object(properties["TemplateURL"]), given_to(properties))
    return stack


def change(stack, template, parameters):
    given = [{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()]
    try:
        backend_of(stack.account_id, stack.region_name).update_stack(stack.stack_id, template, None, given, None)
    except ValidationError as error:
        if "No updates are to be performed" in str(error):
            return
        raise
    settled(stack, "UPDATE_COMPLETE", "updated")


def put_back(stack):
    change(stack, *stack.before_update)


def delete(cls, resource_name, cloudformation_json, account_id, region_name):
    backend = backend_of(account_id, region_name)
    stack = backend.get_stack(resource_name)
    backend.delete_stack(resource_name)
    settled(stack, "DELETE_COMPLETE", "deleted")


def attribute(stack, name):
    """"Outputs.Queue" """
    found = [output.value for output in stack.output_map.values() if output and name == f"Outputs.{output.key}"]
    if not found:
        raise UnformattedGetAttTemplateException
    return found[0]


def serve_nested_stacks():
    Stack.create_from_cloudformation_json = classmethod(create)
    Stack.update_from_cloudformation_json = classmethod(update)
    Stack.delete_from_cloudformation_json = classmethod(delete)
    Stack.get_cfn_attribute = attribute
    Stack.physical_resource_id = property(lambda stack: stack.stack_id)
