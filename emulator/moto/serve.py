"""Serves moto in a container, and what moto itself asks of AWS.

Step Functions' tasks of moto go to localhost:$MOTO_PORT. Here that is not moto: it is the way to the local AWS, which
cannot be reached from a container everywhere (firewalls, engines in a virtual machine). So the local AWS dials in, to
TUNNEL_PORT, and each connection to MOTO_PORT is joined with one of those that wait.
"""

import asyncio
import os
import sys
import threading

from moto.server import main as serve_moto

SERVER_PORT, TUNNEL_PORT = sys.argv[1:3]


async def copy(source, sink):
    try:
        while data := await source.read(65536):
            sink.write(data)
            await sink.drain()
    except ConnectionError:
        pass
    finally:
        sink.close()


async def relay(ready):
    waiting = asyncio.Queue()

    async def dialled_in(reader, writer):
        await waiting.put((reader, writer))

    async def asked(reader, writer):
        while True:
            out_reader, out_writer = await waiting.get()
            # One whose other end has gone since is left.
            if not out_reader.at_eof():
                break
        await asyncio.gather(copy(reader, out_writer), copy(out_reader, writer))

    await asyncio.start_server(dialled_in, "0.0.0.0", int(TUNNEL_PORT))
    await asyncio.start_server(asked, "127.0.0.1", int(os.environ["MOTO_PORT"]))
    ready.set()
    await asyncio.Event().wait()


listening = threading.Event()
threading.Thread(target=lambda: asyncio.run(relay(listening)), daemon=True).start()
listening.wait()
serve_moto(["-H", "0.0.0.0", "-p", SERVER_PORT])
