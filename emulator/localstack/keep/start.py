"""Init hook of LocalStack (start.d: in its own process, before it serves): S3's objects are kept in a mounted folder.

Where they cannot be, for example with another release, this fails and LocalStack goes on as it is: its list of init
scripts says so (/_localstack/init/start). What is kept and cannot be used ends LocalStack, which would show an empty S3.
"""

import os
import sys

FOLDER = "/var/lib/gcbench-s3"
RELEASE = "4.14.0"

sys.path.insert(0, os.path.join("/etc/localstack", "gcbench"))

from localstack import constants
from localstack.services.plugins import SERVICE_PLUGINS

if constants.VERSION != RELEASE:
    raise RuntimeError(f"S3's objects are kept with LocalStack {RELEASE}, not with {constants.VERSION}")
data = os.path.join(FOLDER, "objects")
if not os.path.isdir(data):
    raise RuntimeError(f"{data} is not there: the folder that is mounted is another one")

from object_files import ObjectFiles
from object_index import ObjectIndex

service = SERVICE_PLUGINS.require("s3")
files = ObjectFiles(data)
try:
    index = ObjectIndex(os.path.join(FOLDER, "index.sqlite"), files)
    index.load()
except Exception as error:
    print(f"The objects of S3 that are kept cannot be used: {error}.", flush=True)
    os._exit(1)
service._provider._storage_backend = files
operations = service.skeleton.dispatch_table
for operation, handler in operations.items():
    operations[operation] = index.keeping(operation, handler)
