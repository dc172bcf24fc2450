"""Init hook of LocalStack (start.d: in its own process, before it serves): jobs find the local AWS at a port of LocalStack's
container, which they reach anyway. Where it fails they have S3 alone; LocalStack's list of init scripts says so.
"""

import sys

sys.path.insert(0, "/etc/localstack/gcbench")

from relay import start_relay

start_relay(4571, "0.0.0.0", 4572)
