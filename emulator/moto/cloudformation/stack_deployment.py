"""What moto's stacks lack: a resource after those that it needs, events of each, rollback, and cleaning up."""

import json
import threading

from bridge import Bridged
from nested_stacks import put_back
from stack_modules import models, parsing
from stack_templates import in_order, read_template

Stack = models.Stack
moto_create_resource = parsing.parse_and_create_resource
# A client gives up after a minute, and would ask for the same a second time.
SECONDS_BEFORE_ANSWER = 20


class Deployment:
    """One creation, change or deletion of a stack."""

    def __init__(self, stack, on_failure):
        self.stack, self.map, self.on_failure = stack, stack.resource_map, on_failure
        # Of changes that failed and were not rolled back: what the next one that succeeds has to clean up, too.
        self.left, replaced = getattr(stack, "left_behind", ({}, []))
        self.undo, self.replaced = [], [*replaced]

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
                self.undo.append(lambda: self.remove(name, made, given, parsed, ("Retain",)))
            return
        now = parsing.clean_json({"Properties": {}, **given}, self.map)
        # The template of a stack in a stack may have changed at its address.
        if now["Properties"] == before.given_as["Properties"] and not isinstance(before, Stack):
            return
        if kind != before.cf_resource_type:
            raise Exception(f"Update of resource type is not permitted: [{name}]. ")
        changed = self.step(
            "UPDATE",
            name,
            kind,
            before,
            lambda: parsing.parse_and_update_resource(name, given, self.map, **where),
        )
        if changed is None:
            raise Exception(f"moto cannot change a resource of type {kind}: [{name}]. ")
        parsed[name], old = changed, before.given_as
        changed.given_as = now
        self.undo.append(lambda: self.put_back(name, before, changed, old, where))
        if getattr(changed, "replaces", None) is not None and given.get("UpdateReplacePolicy") != "Retain":
            self.replaced.append((name, changed.replaces, given))

    def put_back(self, name, before, changed, old, where):
        if isinstance(changed, Stack):
            put_back(changed)
            before.given_as = old
        elif getattr(changed, "replaces", None) is not None:
            changed.delete()
        elif isinstance(changed, Bridged):
            before.change(changed)
        else:
            again = type(before).update_from_cloudformation_json(changed, before.physical_resource_id, old, **where)
            again.cf_resource_type, again.logical_resource_id = before.cf_resource_type, name
            again.given_as, again.cfn_status, before = old, before.cfn_status, again
        self.map._parsed_resources[name] = before

    def remove(self, name, resource, given, parsed, retained=("Retain", "RetainExceptOnCreate")):
        def work():
            if isinstance(resource, Bridged):
                resource.delete()
            else:
                self.map._delete_resource(resource, given)

        if given.get("DeletionPolicy") in retained:
            self.event("DELETE_SKIPPED", name, resource, given["Type"])
        else:
            self.step("DELETE", name, given["Type"], resource, work)
        parsed.pop(name, None)

    def apply(self, verb, template, parameters, tags=None):
        stack, the_map = self.stack, self.map
        before = (stack.template, stack.template_dict, the_map._resource_json_map, the_map.input_parameters)
        old_tags = stack.tags
        if tags is not None:
            stack.tags = tags

        def use(text, as_dict, resources, given):
            stack.template, stack.template_dict, stack.parameters = text, as_dict, given
            the_map._template, the_map._resource_json_map, the_map.input_parameters = as_dict, resources, given
            the_map.resolved_parameters = {}
            the_map.load_mapping()
            the_map.load_parameters()
            the_map.load_conditions()
            stack.output_map = stack._create_output_map()

        try:
            as_dict = read_template(template)
            use(template, as_dict, as_dict["Resources"], parameters)
            for name in in_order(as_dict["Resources"]):
                self.make(name)
            list(stack.output_map.values())
            self.publish_exports()
        except Exception as error:
            if self.on_failure == "DO_NOTHING":
                stack.left_behind = ({**self.left, **before[2]}, self.replaced)
                self.status(f"{verb}_FAILED", str(error))
            elif self.on_failure == "DELETE":
                self.status("DELETE_IN_PROGRESS", f"{error}Delete requested by user.")
                self.delete(retained=("Retain",))
            else:
                stack.tags = old_tags
                self.fail(verb, str(error), None if verb == "CREATE" else lambda: use(*before))
            return
        stack.description = as_dict.get("Description")
        if verb == "UPDATE":
            self.status("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
            self.clean_up({**self.left, **before[2]})
            stack.left_behind = ({}, [])
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

    def fail(self, verb, reason, restore):
        prefix = "" if verb == "CREATE" else "UPDATE_"
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
                raise Exception(
                    f"Export with name {name} is already exported by stack {exports[name].exporting_stack_id}. "
                )
        for name in mine:
            del exports[name]
        exports.update(new)

    def delete(self, retained=("Retain", "RetainExceptOnCreate")):
        parsed, given = self.map._parsed_resources, {**self.left, **self.map._resource_json_map}
        try:
            for name in reversed(in_order(given)):
                if name in parsed:
                    self.remove(name, parsed[name], given[name], parsed, retained)
            for name, resource, of in reversed(self.replaced):
                self.remove(name, resource, of, {}, retained)
        except Exception as error:
            self.status("DELETE_FAILED", str(error))
            return
        backend = backend_of(self.stack)
        for name in [n for n, e in backend.exports.items() if e.exporting_stack_id == self.stack.stack_id]:
            del backend.exports[name]
        self.status("DELETE_COMPLETE")
        backend.stacks.pop(self.stack.stack_id, None)
        backend.deleted_stacks[self.stack.stack_id] = self.stack
        for change_set in [of for of in backend.change_sets.values() if of.stack_id == self.stack.stack_id]:
            del backend.change_sets[change_set.change_set_id]


def create_resource(name, given, resources, **where):
    """Makes a resource, and notes what it was made of, to compare later templates with."""
    made = moto_create_resource(name, given, resources, **where)
    if made is not None:
        made.given_as = parsing.clean_json({"Properties": {}, **given}, resources)
        tag(made, name, resources, **where)
    return made


def tag(made, name, resources, account_id, region_name):
    """EC2's resources of moto have tags beside them; moto's own way of making stacks puts a stack's there, too."""
    if isinstance(made, parsing.TaggedEC2Resource):
        stack = models.cloudformation_backends[account_id][region_name].stacks[resources.stack_id]
        own = {"stack-name": stack.name, "stack-id": stack.stack_id, "logical-id": name}
        tags = stack.tags | {f"aws:cloudformation:{key}": value for key, value in own.items()}
        parsing.ec2_models.ec2_backends[account_id][region_name].create_tags([made.physical_resource_id], tags)


def backend_of(stack):
    return models.cloudformation_backends[stack.account_id][stack.region_name]


def run(stack, status, work, on_failure="ROLLBACK"):
    """Begins; what takes longer than a client waits goes on after the answer."""
    deployment = Deployment(stack, on_failure)
    deployment.status(status, "User Initiated")
    stack.work = threading.Thread(target=lambda: work(deployment), daemon=True)
    stack.work.start()
    stack.work.join(SECONDS_BEFORE_ANSWER)
