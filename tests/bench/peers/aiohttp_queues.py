"""aiohttp with one asyncio.Queue per client; publisher.mjs describes its input and output."""

import asyncio
import json
import sys
import time

from aiohttp import web

FRAME_REST = 62
history = []
clients = set()


async def stream(request):
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    await response.prepare(request)
    queue = asyncio.Queue()
    await response.write(b": hello\n\n")
    for frame in history[int(request.headers.get("Last-Event-ID", "0")) :]:
        queue.put_nowait(frame)
    clients.add(queue)
    try:
        while True:
            await response.write(await queue.get())
    except ConnectionResetError:
        return response
    finally:
        clients.discard(queue)


async def publish(order):
    fill = "x" * (order["frameBytes"] - FRAME_REST)
    start = time.monotonic()
    for index in range(order["events"]):
        ahead = start + index / order["rate"] - time.monotonic() if order["rate"] else 0
        await asyncio.sleep(max(0, ahead))
        number = len(history) + 1
        data = '{"n":%d,"t":%.3f,"fill":"%s"}' % (number, time.time() * 1000, fill)
        frame = ("id: %d\ndata: %s\n\n" % (number, data)).encode()
        history.append(frame)
        for queue in clients:
            queue.put_nowait(frame)


async def main():
    app = web.Application()
    app.router.add_get("/", stream)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=4096)
    await site.start()
    print("http://127.0.0.1:%d/" % runner.addresses[0][1], flush=True)
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := (await lines.readline()).decode().strip():
        if line == "new":
            history.clear()
            print("new", flush=True)
        else:
            await publish(json.loads(line))


asyncio.run(main())
