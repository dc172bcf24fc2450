"""The way from a container to the local AWS, which cannot be reached from there everywhere (firewalls, engines in a virtual
machine). So the local AWS dials in, to one port, and each connection to the other is joined with one of those that wait.
"""

import asyncio
import threading


async def copy(source, sink):
    try:
        while data := await source.read(65536):
            sink.write(data)
            await sink.drain()
    except ConnectionError:
        pass
    finally:
        sink.close()


async def relay(tunnel_port, called_host, called_port, ready):
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

    await asyncio.start_server(dialled_in, "0.0.0.0", tunnel_port)
    await asyncio.start_server(asked, called_host, called_port)
    ready.set()
    await asyncio.Event().wait()


def start_relay(tunnel_port, called_host, called_port):
    """In a thread of its own; both ports listen when it returns. Raises TimeoutError where one does not."""
    ready = threading.Event()
    run = lambda: asyncio.run(relay(tunnel_port, called_host, called_port, ready))
    threading.Thread(target=run, daemon=True, name="relay").start()
    if not ready.wait(10):
        raise TimeoutError(f"the ports {tunnel_port} and {called_port} cannot be listened on")
