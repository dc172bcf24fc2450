"""Writes which operations of which services moto has: emulator/http/routes/moto-operations.json.

Run with the Python of an environment that has the moto of container/build/moto-requirements.txt:
    python scripts/write-moto-operations.py > emulator/http/routes/moto-operations.json
"""
import ast
import importlib
import inspect
import json
import re
import textwrap
from importlib.metadata import version

import botocore.session
from moto.core.responses import BaseResponse
from moto.core.utils import camelcase_to_underscores

# The name that requests are signed for, the service's module in moto, the service's name in botocore.
SERVICES = [
    ("athena", "athena", "athena"),
    ("budgets", "budgets", "budgets"),
    ("cloudformation", "cloudformation", "cloudformation"),
    ("cloudfront", "cloudfront", "cloudfront"),
    ("ec2", "ec2", "ec2"),
    ("ecr", "ecr", "ecr"),
    ("ecs", "ecs", "ecs"),
    ("events", "events", "events"),
    ("glue", "glue", "glue"),
    ("iam", "iam", "iam"),
    ("kms", "kms", "kms"),
    ("monitoring", "cloudwatch", "cloudwatch"),
    ("scheduler", "scheduler", "scheduler"),
    ("secretsmanager", "secretsmanager", "secretsmanager"),
    ("servicequotas", "servicequotas", "service-quotas"),
    ("sns", "sns", "sns"),
    ("sqs", "sqs", "sqs"),
    ("ssm", "ssm", "ssm"),
    ("states", "stepfunctions", "stepfunctions"),
    ("sts", "sts", "sts"),
]


def only_raises(method):
    """Whether a method is a stub: moto raises NotImplementedError in it, which a server answers with 500."""
    function = ast.parse(textwrap.dedent(inspect.getsource(method))).body[0]
    body = [s for s in function.body if not (isinstance(s, ast.Expr) and isinstance(s.value, (ast.Constant, ast.Call)))]
    return len(body) == 1 and isinstance(body[0], ast.Raise) and "NotImplementedError" in ast.dump(body[0])


def methods_of(module):
    found = {}
    responses = importlib.import_module(f"moto.{module}.responses")
    for _, kind in inspect.getmembers(responses, inspect.isclass):
        if not issubclass(kind, BaseResponse) or kind is BaseResponse:
            continue
        for name, member in inspect.getmembers(kind, inspect.isfunction):
            if not hasattr(BaseResponse, name) and not name.startswith("_"):
                found[name] = member
    return found


session = botocore.session.get_session()
services = {}
for signed, module, service in SERVICES:
    methods = methods_of(module)
    model = session.get_service_model(service)
    rest = model.metadata["protocol"].startswith("rest")
    operations = []
    for name in sorted(model.operation_names):
        method = methods.get(camelcase_to_underscores(name))
        if method is None or only_raises(method):
            continue
        http = model.operation_model(name).http
        operations.append(f"{name} {http['method']} {http['requestUri']}" if rest else name)
    services[signed] = operations


def batch_operations():
    """AWS Batch's operations that moto has: not routed to, but compared with. Its methods have their paths' names."""
    from moto.batch.responses import BatchResponse
    from moto.batch.urls import url_paths

    paths = [re.compile(path.replace("{0}", "")) for path in url_paths]
    model = session.get_service_model("batch")
    for name in sorted(model.operation_names):
        uri = model.operation_model(name).http["requestUri"]
        if any(path.match(uri) for path in paths) and hasattr(BatchResponse, uri.split("/")[2]):
            yield name


print(json.dumps({"moto": version("moto"), "services": services, "batch": list(batch_operations())}, indent=1))
