"""moto's CloudFormation (5.2.1), loaded without the services that the local AWS does not have of moto."""

import sys
import types

# Of these services moto has types, and the local AWS has no such service, or has it elsewhere: they are not loaded, nor
# are the packages that they need.
NOT_LOADED = (
    "apigateway autoscaling awslambda batch datapipeline dynamodb efs elb elbv2 emr iot kinesis rds redshift route53 s3 "
    "sagemaker"
).split()


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

# Of the package that is loaded above: before, its import would load all.
from moto.cloudformation.exceptions import (  # noqa: E402, F401
    AlreadyExistsException,
    CloudFormationError,
    UnformattedGetAttTemplateException,
    ValidationError,
)
