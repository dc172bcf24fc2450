"""CloudFormation's operations, with what moto (5.2.1) lacks of them: `serve_cloudformation` puts it in place."""

import json
from pathlib import Path

from bridge import model_of
from nested_stacks import serve_nested_stacks
from stack_checks import check, check_text, is_wanted, values_of
from stack_deployment import run
from stack_functions import serve_functions
from stack_modules import AlreadyExistsException, ValidationError, models, parsing, responses
from stack_requests import asked_on_failure, find_change_set, serve_requests
from stack_templates import names_in, read_object, read_template

Stack, Backend = models.Stack, models.CloudFormationBackend
moto_create_change_set = Backend.create_change_set
NOTHING_NEW = (
    "The submitted information didn't contain changes. Submit different information to create a change set."
)


def refuse_while_busy(stack):
    busy = stack.status.endswith("_IN_PROGRESS") and stack.status != "REVIEW_IN_PROGRESS"
    if busy or stack.status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"):
        raise ValidationError(message=f"Stack:{stack.stack_id} is in {stack.status} state and can not be updated.")


def is_unchanged(stack, template, given, values, tags):
    """A stack whose last change failed and was left so is changed again by the same template, too."""
    return (
        not stack.status.endswith("_FAILED")
        and stack.has_template(template)
        and stack.has_parameters(given)
        # What Parameter Store has for the same name may be another.
        and stack.resource_map.resolved_parameters == values.resolved_parameters
        and (not tags or tags == stack.tags)
    )


def begin(stack, verb, template, given, tags, on_failure):
    on_failure = on_failure or "ROLLBACK"
    stack.disable_rollback = on_failure == "DO_NOTHING"
    run(
        stack, f"{verb}_IN_PROGRESS", lambda deployment: deployment.apply(verb, template, given, tags or None), on_failure
    )  # fmt: skip


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
    given, _ = check(template, parameters, self.account_id, self.region_name)
    stack = empty_stack(self, name, given, **more)
    begin(stack, "CREATE", template, given, None, asked_on_failure.get())
    return stack


def update_stack(self, name, template, role_arn, parameters, tags):
    stack, on_failure = self.get_stack(name), asked_on_failure.get()
    refuse_while_busy(stack)
    given, values = check(
        template,
        {
            one["ParameterKey"]: stack.parameters.get(one["ParameterKey"])
            if one.get("UsePreviousValue")
            else one["ParameterValue"]
            for one in parameters
        },
        self.account_id,
        self.region_name,
    )
    if is_unchanged(stack, template, given, values, tags):
        raise ValidationError(message="No updates are to be performed.")
    begin(stack, "UPDATE", template, given, tags, on_failure)
    return stack


def create_change_set(self, stack_name, change_set_name, template, parameters, **more):
    given, values = check(template, parameters, self.account_id, self.region_name)
    found = next((stack for stack in self.stacks.values() if stack_name in (stack.name, stack.stack_id)), None)
    is_update = more["change_set_type"] == "UPDATE"
    if found:
        stack_name = found.name
        if is_update:
            refuse_while_busy(found)
        elif found.status != "REVIEW_IN_PROGRESS":
            raise AlreadyExistsException(f"Stack [{stack_name}] already exists")
    change_set_id, stack_id = moto_create_change_set(self, stack_name, change_set_name, template, given, **more)
    change_set = self.change_sets[change_set_id]
    change_set.on_failure = asked_on_failure.get()
    if found and not is_update:
        # Another one for a stack that is still to be made: moto has made a second stack of that name.
        del self.stacks[stack_id]
        change_set.stack, change_set.stack_id = found, found.stack_id
    unchanged = is_update and is_unchanged(found, template, given, values, change_set.tags)
    change_set.status, change_set.execution_status = (
        ("FAILED", "UNAVAILABLE") if unchanged else ("CREATE_COMPLETE", "AVAILABLE")
    )
    change_set.status_reason = NOTHING_NEW if unchanged else None
    return change_set_id, change_set.stack_id


def execute_change_set(self, change_set_name, stack_name=None):
    change_set, on_failure = find_change_set(self, change_set_name, stack_name), asked_on_failure.get()
    stack, verb = self.stacks[change_set.stack_id], change_set.change_set_type
    if change_set.execution_status != "AVAILABLE":
        raise ValidationError(
            message=f"ChangeSet [{change_set_name}] cannot be executed in its current status of [{change_set.status}]"
        )
    refuse_while_busy(stack)
    stack.resource_map.cross_stack_resources = stack.cross_stack_resources = self.exports
    change_set.execution_status = "EXECUTE_COMPLETE"
    # "because they aren't valid for the updated stack" (API reference, ExecuteChangeSet).
    for other in [of for of in self.change_sets.values() if of.stack_id == stack.stack_id and of is not change_set]:
        del self.change_sets[other.change_set_id]
    begin(stack, verb, change_set.template, change_set.parameters, change_set.tags, on_failure or change_set.on_failure)


def changes_of(change_set):
    """What it would add, modify and remove; moto's looks at templates alone."""
    stack, template = change_set.stack, read_template(change_set.template)
    values = values_of(template, change_set.parameters, stack.account_id, stack.region_name)
    the_map = stack.resource_map
    old = {name: of for name, of in the_map._resource_json_map.items() if name in the_map._parsed_resources}
    new = {name: of for name, of in template["Resources"].items() if is_wanted(of, values)}
    before, after = the_map.resolved_parameters, values.resolved_parameters
    other = {name for name in after if after[name] != before.get(name)}
    conditions, new_conditions = getattr(the_map, "lazy_condition_map", {}), values.lazy_condition_map
    other_conditions = {name for name in new_conditions if new_conditions[name] != conditions.get(name)}
    actions = {
        "Add": [name for name in new if name not in old],
        "Modify": [
            name
            for name, of in new.items()
            if name in old and (of != old[name] or names_in(of) & other or conditions_in(of) & other_conditions)
        ],
        "Remove": [name for name in old if name not in new],
    }
    return [
        models.Change(action=action, logical_resource_id=name, resource_type=(new.get(name) or old[name])["Type"])
        for action, names in actions.items()
        for name in names
    ]


def conditions_in(value):
    if isinstance(value, list):
        return {name for inner in value for name in conditions_in(inner)}
    if not isinstance(value, dict):
        return set()
    own = {value["Fn::If"][0]} if "Fn::If" in value else set()
    return own | conditions_in(list(value.values()))


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
    serve_functions()
    serve_nested_stacks()
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
    Backend.validate_template = lambda self, template: check_text(template, self.account_id) or []
    Stack.stack_resources = property(made_resources)
    Stack.stack_parameters = property(lambda stack: stack.parameters)
    models.ChangeSet.diff = changes_of
    Stack.outputs = property(lambda stack: moto_outputs(stack) if has_outputs(stack) else None)
    responses.get_template_summary_response_from_template = summary
    responses.StackResourceDTO = StackResource
    responses.CloudFormationResponse.list_stack_resources = list_stack_resources
    serve_requests()
    # A change set without changes is FAILED, which `aws cloudformation deploy` knows; an update without is refused above.
    responses.CloudFormationResponse._validate_different_update = lambda *_: None


def summary(template):
    """moto wants the version, which a template need not have."""
    return moto_summary(json.dumps({"AWSTemplateFormatVersion": "2010-09-09", **read_template(template)}, default=str))


def has_outputs(stack):
    return stack.status.startswith("UPDATE_") or stack.status == "CREATE_COMPLETE"
