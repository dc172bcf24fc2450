"""What moto (5.2.1) does not read of a request: what is to be done when a stack fails, and whose change set is meant."""

import functools
from contextvars import ContextVar

from stack_modules import CloudFormationError, ValidationError, models, responses

ON_FAILURE = ("DELETE", "DO_NOTHING", "ROLLBACK")
Response = responses.CloudFormationResponse
asked_on_failure = ContextVar("asked_on_failure", default=None)


class ChangeSetNotFound(CloudFormationError):
    code = "ChangeSetNotFound"


def on_failure_of(request):
    """`None`: nothing is asked for, and it is rolled back."""
    no_rollback = request._get_bool_param("DisableRollback", False)
    given = request._get_param("OnFailure") or request._get_param("OnStackFailure")
    if given and given not in ON_FAILURE:
        raise ValidationError(
            message=f"1 validation error detected: Value '{given}' at 'onFailure' failed to satisfy constraint: "
            f"Member must satisfy enum value set: [{', '.join(ON_FAILURE)}]"
        )
    if given and no_rollback:
        raise ValidationError(message="You can specify either DisableRollback or OnFailure, but not both.")
    return "DO_NOTHING" if no_rollback else given


def hearing(method):
    """Lets the backend hear, in this request, what moto's own reading of it leaves out."""

    @functools.wraps(method)
    def heard(self):
        token = asked_on_failure.set(on_failure_of(self))
        try:
            return method(self)
        finally:
            asked_on_failure.reset(token)

    return heard


def find_change_set(backend, name, stack_name=None):
    """By its ARN, or by the name that it has among those of its stack."""
    if name in backend.change_sets:
        return backend.change_sets[name]
    for found in reversed(backend.change_sets.values()):
        if name == found.change_set_name and stack_name in (None, found.stack_name, found.stack_id):
            return found
    raise ChangeSetNotFound(f"ChangeSet [{name}] does not exist")


def asked_change_set(request):
    backend = request.cloudformation_backend
    return find_change_set(backend, request._get_param("ChangeSetName"), request._get_param("StackName"))


def describe_change_set(self):
    return responses.ActionResult(asked_change_set(self))


def delete_change_set(self):
    del self.cloudformation_backend.change_sets[asked_change_set(self).change_set_id]
    return responses.EmptyResult()


def list_change_sets(self):
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    every = self.cloudformation_backend.change_sets.values()
    return responses.ActionResult({"Summaries": [one for one in every if one.stack_id == stack.stack_id]})


def parameter_list(stack):
    """As they were given: of Parameter Store the name, and what it stands for beside it."""
    slots, values = stack.template_dict.get("Parameters") or {}, stack.resource_map.resolved_parameters
    found = []
    for name, given in stack.parameters.items():
        slot = slots.get(name, {})
        hidden = str(slot.get("NoEcho", False)).lower() == "true"
        one = {"ParameterKey": name, "ParameterValue": "****" if hidden else given}
        if str(slot.get("Type")).startswith("AWS::SSM::Parameter::Value") and not hidden:
            value = values.get(name)
            one["ResolvedValue"] = ",".join(value) if isinstance(value, list) else value
        found.append(one)
    return found


def serve_requests():
    for name in ("create_stack", "update_stack", "create_change_set", "execute_change_set"):
        setattr(Response, name, hearing(getattr(Response, name)))
    Response.describe_change_set, Response.delete_change_set = describe_change_set, delete_change_set
    Response.list_change_sets = list_change_sets
    models.Stack.parameter_list = property(parameter_list)
