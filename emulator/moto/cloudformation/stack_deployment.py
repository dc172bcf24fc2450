"""What moto's stacks lack: a resource after those that it needs, events of each, rollback, and cleaning up."""

import json
import threading

from bridge import Bridged
from stack_modules import models, parsing
from stack_templates import in_order, read_template

Stack = models.Stack
moto_create_resource = parsing.parse_and_create_resource
# A client gives up after a minute, and would ask for the same a second time.
SECONDS_BEFORE_ANSWER = 20


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
                self.undo.append(lambda: self.remove(name, made, given, parsed, ("Retain",)))
            return
        now = parsing.clean_json({"Properties": {}, **given}, self.map)
        if now["Properties"] == before.given_as["Properties"]:
            return
        if kind != before.cf_resource_type:
            raise Exception(f"Update of resource type is not permitted: [{name}]. ")
        changed = self.step(
            "UPDATE",
            name,
            kind,
            before,
            lambda: finished(parsing.parse_and_update_resource(name, given, self.map, **where)),
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
            self.fail(verb, str(error), None if verb == "CREATE" else lambda: use(*before))
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
