"""moto's CloudFormation (5.2.1), with what it lacks: order by dependencies, rollback, events of resources, templates in S3, and
a refusal of what the local AWS does not have before anything is made. `serve_cloudformation` puts it in place.
"""

import json
import os
import sys
import threading
import types
from pathlib import Path
from urllib.parse import unquote, urlparse

import boto3
from botocore.config import Config

# Of these services moto has types, and the local AWS has no such service, or has it elsewhere: they are not loaded, nor
# are the packages that they need.
NOT_LOADED = (
    "apigateway autoscaling awslambda batch datapipeline dynamodb efs elb elbv2 emr iot kinesis rds redshift route53 s3 "
    "sagemaker"
).split()
# A client gives up after a minute, and would ask for the same a second time.
SECONDS_BEFORE_ANSWER = 20


def load_without(names):
    """Loads moto's CloudFormation with nothing in place of these services' modules, which are as before afterwards."""

    def is_theirs(module):
        return module.startswith("moto.") and module.split(".")[1] in names

    def take_out():
        return {name: sys.modules.pop(name) for name in list(sys.modules) if is_theirs(name)}

    before = take_out()
    for name in names:
        package, models = types.ModuleType(f"moto.{name}"), types.ModuleType(f"moto.{name}.models")
        package.__path__, package.models = [], models
        sys.modules |= {package.__name__: package, models.__name__: models}
    sys.modules["moto.awslambda"].lambda_backends = {}
    sys.modules["moto.s3.models"].s3_backends = {}
    for name, member in (("utils", "bucket_and_name_from_url"), ("exceptions", "S3ClientError")):
        module = types.ModuleType(f"moto.s3.{name}")
        setattr(module, member, type(member, (Exception,), {}))
        sys.modules[module.__name__] = module
    from moto.cloudformation import models, parsing, responses

    take_out()
    sys.modules.update(before)
    return models, parsing, responses


models, parsing, responses = load_without(NOT_LOADED)

from bridge import Bridged, model_of  # noqa: E402
from moto.cloudformation.exceptions import AlreadyExistsException, ValidationError  # noqa: E402

Stack, ResourceMap, Backend = models.Stack, parsing.ResourceMap, models.CloudFormationBackend
moto_create_resource = parsing.parse_and_create_resource
moto_create_change_set = Backend.create_change_set


def read_object(url):
    """A template's text: in the local AWS's S3, whatever host the address names."""
    parts = urlparse(url)
    host, path = parts.hostname or "", unquote(parts.path).lstrip("/")
    is_virtual = ".s3" in host and not host.startswith("s3")
    bucket, key = (host.split(".s3")[0], path) if is_virtual else path.split("/", 1)
    s3 = boto3.client(
        "s3", endpoint_url=f"http://localhost:{os.environ['MOTO_PORT']}", region_name="us-east-1", config=Config(s3={"addressing_style": "path"})
    )
    try:
        return s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
    except s3.exceptions.ClientError as error:
        raise ValidationError(message=f"S3 error: {error.response['Error']['Message']}") from error


def check(template, parameters):
    """Refuses what cannot be done here, before anything is done."""
    known = parsing.get_model_map()
    refused = sorted({r.get("Type", "") for r in template.get("Resources", {}).values()} - {*known, *parsing.NULL_MODELS})
    if refused:
        raise ValidationError(
            message=f"Template format error: Unrecognized resource types: {refused}. "
            f"CloudFormation of the local AWS has: {', '.join(sorted(known))}."
        )
    missing = [
        name for name, slot in (template.get("Parameters") or {}).items() if "Default" not in slot and name not in parameters
    ]
    if missing:
        raise ValidationError(message=f"Parameters: [{', '.join(missing)}] must have values")
    unknown = [name for name in parameters if name not in (template.get("Parameters") or {})]
    if unknown:
        raise ValidationError(message=f"Parameters: [{', '.join(unknown)}] do not exist in the template")


def names_in(value):
    """What a part of a template refers to, by Ref, Fn::GetAtt and Fn::Sub."""
    if isinstance(value, list):
        return {name for item in value for name in names_in(item)}
    if not isinstance(value, dict):
        return set()
    found = names_in(list(value.values()))
    if isinstance(value.get("Ref"), str):
        found.add(value["Ref"])
    if "Fn::GetAtt" in value:
        at = value["Fn::GetAtt"]
        if isinstance(at, str):
            value["Fn::GetAtt"] = at = at.split(".", 1)
        found.add(at[0])
    if "Fn::Sub" in value:
        text = value["Fn::Sub"] if isinstance(value["Fn::Sub"], str) else value["Fn::Sub"][0]
        found |= {part.split("}")[0].split(".")[0].strip() for part in text.split("${")[1:]}
    return found


def in_order(resources):
    """Logical names, each after those that it depends on."""
    ordered, on_the_way = [], set()

    def add(name):
        if name in ordered or name not in resources:
            return
        if name in on_the_way:
            raise ValidationError(message=f"Circular dependency between resources: [{', '.join(sorted(on_the_way))}]")
        on_the_way.add(name)
        after = resources[name].get("DependsOn", [])
        for other in sorted({*([after] if isinstance(after, str) else after), *names_in(resources[name])}):
            add(other)
        on_the_way.discard(name)
        ordered.append(name)

    for name in resources:
        add(name)
    return ordered


class Deployment:
    """One creation, change or deletion of a stack."""

    def __init__(self, stack):
        self.stack, self.map = stack, stack.resource_map
        self.undo, self.replaced = [], []

    def event(self, status, name, resource, kind, reason=None):
        if resource is not None:
            resource.cfn_status = status
        event = models.Event(
            self.stack.stack_id,
            self.stack.name,
            name,
            getattr(resource, "physical_resource_id", None) or "",
            kind,
            status,
            reason,
            json.dumps(resource.properties if isinstance(resource, Bridged) else {}, default=str),
        )
        event.sendToSns(self.stack.account_id, self.stack.region_name, self.stack.notification_arns)
        self.stack.events.append(event)

    def status(self, status, reason=None):
        self.stack.status = status
        self.stack.stack_status_reason = reason
        self.stack._add_stack_event(status, resource_status_reason=reason)

    def step(self, verb, name, kind, resource, work):
        self.event(f"{verb}_IN_PROGRESS", name, resource, kind)
        try:
            done = work()
        except Exception as error:
            self.event(f"{verb}_FAILED", name, resource, kind, str(error))
            raise Exception(f"The following resource(s) failed to {verb.lower()}: [{name}]. ") from error
        self.event(f"{verb}_COMPLETE", name, done or resource, kind)
        return done

    def make(self, name):
        """Creates, changes or leaves one resource."""
        parsed, given = self.map._parsed_resources, self.map._resource_json_map[name]
        where = {"account_id": self.stack.account_id, "region_name": self.stack.region_name}
        condition = given.get("Condition")
        if condition and not self.map.lazy_condition_map[condition]:
            return
        before = parsed.get(name)
        kind = given["Type"]
        if before is None:
            made = self.step("CREATE", name, kind, None, lambda: create_resource(name, given, self.map, **where))
            if made is not None:
                parsed[name] = made
                self.undo.append(lambda: self.remove(name, made, given, parsed))
            return
        now = parsing.clean_json({"Properties": {}, **given}, self.map)
        if now["Properties"] == before.given_as["Properties"]:
            return
        if kind != before.cf_resource_type:
            raise Exception(f"Update of resource type is not permitted: [{name}]. ")
        changed = self.step(
            "UPDATE", name, kind, before, lambda: finished(parsing.parse_and_update_resource(name, given, self.map, **where))
        )
        if changed is None:
            raise Exception(f"moto cannot change a resource of type {kind}: [{name}]. ")
        parsed[name], old = changed, before.given_as
        changed.given_as = now
        self.undo.append(lambda: self.put_back(name, before, changed, old, where))
        if getattr(changed, "replaces", None) is not None and given.get("UpdateReplacePolicy") != "Retain":
            self.replaced.append((name, changed.replaces, given))

    def put_back(self, name, before, changed, old, where):
        if getattr(changed, "replaces", None) is not None:
            changed.delete()
        elif isinstance(changed, Bridged):
            before.change(changed)
        else:
            again = type(before).update_from_cloudformation_json(changed, before.physical_resource_id, old, **where)
            again.cf_resource_type, again.logical_resource_id = before.cf_resource_type, name
            again.given_as, again.cfn_status, before = old, before.cfn_status, again
        self.map._parsed_resources[name] = before

    def remove(self, name, resource, given, parsed):
        def work():
            if isinstance(resource, Bridged):
                resource.delete()
            else:
                self.map._delete_resource(resource, given)

        if given.get("DeletionPolicy") == "Retain":
            self.event("DELETE_SKIPPED", name, resource, given["Type"])
        else:
            self.step("DELETE", name, given["Type"], resource, work)
        parsed.pop(name, None)

    def apply(self, verb, template, parameters, tags=None, keep_on_failure=False):
        stack, the_map = self.stack, self.map
        before = (stack.template, stack.template_dict, the_map._resource_json_map, the_map.input_parameters)

        def use(text, as_dict, resources, given):
            stack.template, stack.template_dict, stack.parameters = text, as_dict, given
            the_map._template, the_map._resource_json_map, the_map.input_parameters = as_dict, resources, given
            the_map.resolved_parameters = {}
            the_map.load_mapping()
            the_map.load_parameters()
            the_map.load_conditions()
            stack.output_map = stack._create_output_map()

        try:
            as_dict = Stack.parse_template(template)
            use(template, as_dict, as_dict["Resources"], parameters)
            for name in in_order(as_dict["Resources"]):
                self.make(name)
            list(stack.output_map.values())
            self.publish_exports()
        except Exception as error:
            self.fail(verb, str(error), None if verb == "CREATE" else lambda: use(*before), keep_on_failure)
            return
        if tags is not None:
            stack.tags = tags
        stack.description = as_dict.get("Description")
        if verb == "UPDATE":
            self.status("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
            self.clean_up(before[2])
        self.status(f"{verb}_COMPLETE")

    def clean_up(self, old_resources):
        """What an update leaves behind goes; what cannot go stays, and an event says so."""
        parsed, new = self.map._parsed_resources, self.map._resource_json_map
        for name, resource, given in reversed(self.replaced):
            if not given.get("Properties", {}).get("ResourceRetentionPolicy", {}).get("SkipDeregisterOnUpdate"):
                self.quietly(lambda n=name, r=resource, g=given: self.remove(n, r, {**g, "DeletionPolicy": None}, {}))
        for name in reversed(in_order(old_resources)):
            condition = new.get(name, {}).get("Condition")
            if name in parsed and (name not in new or (condition and not self.map.lazy_condition_map[condition])):
                self.quietly(lambda n=name: self.remove(n, parsed[n], old_resources[n], parsed))
                parsed.pop(name, None)

    @staticmethod
    def quietly(work):
        try:
            work()
        except Exception:  # its event is there
            pass

    def fail(self, verb, reason, restore, keep):
        prefix = "" if verb == "CREATE" else "UPDATE_"
        if keep:
            self.status(f"{verb}_FAILED", reason)
            return
        self.status(f"{prefix}ROLLBACK_IN_PROGRESS", f"{reason}Rollback requested by user.")
        try:
            for undo in reversed(self.undo):
                undo()
            if restore:
                restore()
            self.status(f"{prefix}ROLLBACK_COMPLETE")
            self.stack.stack_status_reason = reason
        except Exception as error:
            self.status(f"{prefix}ROLLBACK_FAILED", str(error))

    def publish_exports(self):
        exports = backend_of(self.stack).exports
        mine = {name: export for name, export in exports.items() if export.exporting_stack_id == self.stack.stack_id}
        new = {export.name: export for export in self.stack.exports if export.value is not None}
        for name in new:
            if name in exports and name not in mine:
                raise Exception(f"Export with name {name} is already exported by stack {exports[name].exporting_stack_id}. ")
        for name in mine:
            del exports[name]
        exports.update(new)

    def delete(self):
        parsed, given = self.map._parsed_resources, self.map._resource_json_map
        try:
            for name in reversed(in_order(given)):
                if name in parsed:
                    self.remove(name, parsed[name], given[name], parsed)
        except Exception as error:
            self.status("DELETE_FAILED", str(error))
            return
        backend = backend_of(self.stack)
        for name in [n for n, e in backend.exports.items() if e.exporting_stack_id == self.stack.stack_id]:
            del backend.exports[name]
        self.status("DELETE_COMPLETE")
        backend.stacks.pop(self.stack.stack_id, None)
        backend.deleted_stacks[self.stack.stack_id] = self.stack


def finished(resource):
    """A stack in a stack may still be on its way."""
    if isinstance(resource, Stack):
        resource.work.join()
        if resource.status != "CREATE_COMPLETE":
            why = resource.stack_status_reason
            backend_of(resource).delete_stack(resource.stack_id)
            raise Exception(f"Embedded stack {resource.stack_id} was not successfully created: {why}")
    return resource


def create_resource(name, given, resources, **where):
    """Makes a resource, and notes what it was made of, to compare later templates with."""
    made = moto_create_resource(name, given, resources, **where)
    if made is not None:
        made.given_as = parsing.clean_json({"Properties": {}, **given}, resources)
    return finished(made)


def backend_of(stack):
    return models.cloudformation_backends[stack.account_id][stack.region_name]


def run(stack, status, work):
    """Begins; what takes longer than a client waits goes on after the answer."""
    deployment = Deployment(stack)
    deployment.status(status, "User Initiated")
    stack.work = threading.Thread(target=lambda: work(deployment), daemon=True)
    stack.work.start()
    stack.work.join(SECONDS_BEFORE_ANSWER)


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
    check(Stack.parse_template(template), parameters)
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
    check(Stack.parse_template(template), given)
    if stack.has_template(template) and stack.has_parameters(given) and tags in (None, stack.tags):
        raise ValidationError(message="No updates are to be performed.")
    run(stack, "UPDATE_IN_PROGRESS", lambda deployment: deployment.apply("UPDATE", template, given, tags))
    return stack


def create_change_set(self, stack_name, change_set_name, template, parameters, **more):
    check(Stack.parse_template(template), parameters)
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
        raise ValidationError(message=f"ChangeSet [{change_set_name}] cannot be executed in its current status of [{change_set.status}]")
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
                raise ValidationError(message=f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
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
    return moto_summary(json.dumps({"AWSTemplateFormatVersion": "2010-09-09", **Stack.parse_template(template)}, default=str))


def has_outputs(stack):
    return stack.status.startswith("UPDATE_") or stack.status == "CREATE_COMPLETE"


def check_types_only(template):
    as_dict = Stack.parse_template(template)
    check(as_dict, {name: "" for name in as_dict.get("Parameters") or {}})
    return []
