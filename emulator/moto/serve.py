"""Serves moto in a container, and what moto itself asks of AWS.

Step Functions' tasks of moto go to localhost:$MOTO_PORT. Here that is not moto: it is the way to the local AWS, which dials
in, to TUNNEL_PORT (../tunnel/relay.py).

A state machine names a task's parameters and reads its output in PascalCase, whatever the service's API has (Step
Functions developer guide, "Integrating services"). moto 5.2.1 has the functions that translate, and calls none of them:
a job's JobName reaches Batch's client, which knows jobName only. So they are called here.

CloudFormation makes what the local AWS has elsewhere by the same way (cloudformation/).
"""

import functools
import os
import sys

import botocore.session
from botocore import xform_name
from moto.server import main as serve_moto
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service import StateTaskService
from relay import start_relay
from stacks import serve_cloudformation

SERVER_PORT, TUNNEL_PORT = sys.argv[1:3]


@functools.cache
def operations_of(service):
    """The service's operations by the names that boto3's methods have."""
    model = botocore.session.get_session().get_service_model(service)
    return {xform_name(name): model.operation_model(name) for name in model.operation_names}


def operation_of(task, service, action):
    return operations_of(task._get_boto_service_name(service))[task._get_boto_service_action(action)]


def normalise_parameters(task, parameters, boto_service_name=None, service_action_name=None):
    if shape := operation_of(task, boto_service_name, service_action_name).input_shape:
        task._to_boto_request(parameters, shape)


def normalise_response(task, response, boto_service_name=None, service_action_name=None):
    if shape := operation_of(task, boto_service_name, service_action_name).output_shape:
        task._from_boto_response(response, shape)


StateTaskService._normalise_parameters = normalise_parameters
StateTaskService._normalise_response = normalise_response

serve_cloudformation()
start_relay(int(TUNNEL_PORT), "127.0.0.1", int(os.environ["MOTO_PORT"]))
serve_moto(["-H", "0.0.0.0", "-p", SERVER_PORT])
