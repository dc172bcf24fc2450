"""CloudFormation's operations, with what moto (5.2.1) lacks of them: `serve_cloudformation` puts it in place."""

import json
from pathlib import Path

from bridge import model_of
from stack_deployment import run
from stack_modules import AlreadyExistsException, ValidationError, models, parsing, responses
from stack_templates import check, read_object, read_template

Stack, Backend = models.Stack, models.CloudFormationBackend
moto_create_change_set = Backend.create_change_set


def refuse_while_busy(stack):
    busy = stack.status.endswith("_IN_PROGRESS") and stack.status != "REVIEW_IN_PROGRESS"
    if busy or stack.status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"):
        raise ValidationError(message=f"Stack:{stack.stack_id} is in {stack.status} state and can not be updated.")


def raw_parameters(stack):
    slots = stack.template_dict.get("Parameters") or {}
    return {name: stack.parameters.get(name, slot.get("Default")) for name, slot in slots.items()}


def empty_stack(backend, name, parameters, **more):
    stack_id = models.generate_stack_id(name, backend.region_name, backend.account_id)
    stack = Stack(
        stack_id=stack_id, name=name, template={}, parameters=parameters, account_id=backend.account_id,
        region_name=backend.region_name, cross_stack_resources=backend.exports, **more,
    )  # fmt: skip
    backend.stacks[stack_id] = stack
    return stack


def create_stack(self, name, template, parameters, **more):
    if name in [stack.name for stack in self.stacks.values()]:
        raise AlreadyExistsException(f"Stack [{name}] already exists")
    check(template, parameters)
    stack = empty_stack(self, name, parameters, **more)
    run(stack, "CREATE_IN_PROGRESS", lambda deployment: deployment.apply("CREATE", template, parameters))
    return stack


def update_stack(self, name, template, role_arn, parameters, tags):
    stack = self.get_stack(name)
    refuse_while_busy(stack)
    # Not moto's own: it does not know the previous value of one that had its default.
    previous = raw_parameters(stack)
    given = {
        one["ParameterKey"]: previous.get(one["ParameterKey"]) if one.get("UsePreviousValue") else one["ParameterValue"]
        for one in parameters
    }
    check(template, given)
    if stack.has_template(template) and stack.has_parameters(given) and tags in (None, stack.tags):
        raise ValidationError(message="No updates are to be performed.")
    run(stack, "UPDATE_IN_PROGRESS", lambda deployment: deployment.apply("UPDATE", template, given, tags))
    return stack


def create_change_set(self, stack_name, change_set_name, template, parameters, **more):
    check(template, parameters)
    found = [stack for stack in self.stacks.values() if stack_name in (stack.name, stack.stack_id)]
    if found and more["change_set_type"] == "UPDATE":
        refuse_while_busy(found[0])
        stack_name = found[0].name
    elif found:
        if found[0].status != "REVIEW_IN_PROGRESS":
            raise AlreadyExistsException(f"Stack [{stack_name}] already exists")
        del self.stacks[found[0].stack_id]
    return moto_create_change_set(self, stack_name, change_set_name, template, parameters, **more)


def execute_change_set(self, change_set_name, stack_name=None):
    change_set = self.describe_change_set(change_set_name)
    stack, verb = self.stacks[change_set.stack_id], change_set.change_set_type
    if change_set.execution_status != "AVAILABLE":
        raise ValidationError(
            message=f"ChangeSet [{change_set_name}] cannot be executed in its current status of [{change_set.status}]"
        )
    refuse_while_busy(stack)
    stack.resource_map.cross_stack_resources = stack.cross_stack_resources = self.exports
    change_set.execution_status = "EXECUTE_COMPLETE"
    run(
        stack,
        f"{verb}_IN_PROGRESS",
        lambda deployment: deployment.apply(verb, change_set.template, change_set.parameters, change_set.tags),
    )


def delete_stack(self, name_or_stack_id):
    for stack in list(self.stacks.values()):
        if name_or_stack_id in (stack.name, stack.stack_id):
            if stack.enable_termination_protection:
                raise ValidationError(
                    message=f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled"
                )
            run(stack, "DELETE_IN_PROGRESS", lambda deployment: deployment.delete())


def made_resources(stack):
    made = stack.resource_map._parsed_resources
    return [made[name] for name in stack.resource_map._resource_json_map if name in made]


def list_stack_resources(self):
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    summaries = [
        {
            "ResourceStatus": resource.cfn_status,
            "LogicalResourceId": resource.logical_resource_id,
            "LastUpdatedTimestamp": stack.creation_time,
            "PhysicalResourceId": resource.physical_resource_id,
            "ResourceType": resource.cf_resource_type,
        }
        for resource in made_resources(stack)
    ]
    return responses.ActionResult({"StackResourceSummaries": summaries})


class StackResource(responses.StackResourceDTO):
    def __init__(self, stack, resource):
        super().__init__(stack, resource)
        self.resource_status = resource.cfn_status


moto_outputs = Stack.outputs.fget
moto_summary = responses.get_template_summary_response_from_template


def serve_cloudformation():
    """Puts all of it in place, for the types of types.json."""
    served = json.loads(Path(__file__).with_name("types.json").read_text())
    motos = parsing.get_model_map()
    known = {name: motos[name] for name in served["moto"]}
    known |= {name: model_of(name, kind) for name, kind in served["elsewhere"].items()}
    parsing.get_model_map = lambda: known
    parsing.get_model_list = lambda: list(known.values())
    parsing.get_name_type_map = lambda: {name: model.cloudformation_name_type() for name, model in known.items()}
    for module in (models, responses):
        module.get_stack_from_s3_url = lambda template_url, **_: read_object(template_url)
    Backend.create_stack, Backend.update_stack, Backend.delete_stack = create_stack, update_stack, delete_stack
    Backend.create_change_set, Backend.execute_change_set = create_change_set, execute_change_set
    Backend.validate_template = lambda self, template: check_types_only(template)
    Stack.stack_resources = property(made_resources)
    Stack.stack_parameters = property(raw_parameters)
    Stack.outputs = property(lambda stack: moto_outputs(stack) if has_outputs(stack) else None)
    responses.get_template_summary_response_from_template = summary
    responses.StackResourceDTO = StackResource
    responses.CloudFormationResponse.list_stack_resources = list_stack_resources
    # A change set without changes is FAILED, which `aws cloudformation deploy` knows; an update without is refused above.
    responses.CloudFormationResponse._validate_different_update = lambda *_: None


def summary(template):
    """moto wants the version, which a template need not have."""
    return moto_summary(json.dumps({"AWSTemplateFormatVersion": "2010-09-09", **read_template(template)}, default=str))


def has_outputs(stack):
    return stack.status.startswith("UPDATE_") or stack.status == "CREATE_COMPLETE"


def check_types_only(template):
    check(template, dict.fromkeys(read_template(template).get("Parameters") or {}, ""))
    return []
