"""aiohttp, line by line as in the contract's own example, plus a cursor, which the example lacks."""
import asyncio
import json
import sys

import aiohttp


async def follow(url):
    cursor = None
    # By default aiohttp ends any request that takes longer than five minutes.
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None, sock_read=60)) as session:
        while True:
            headers = {} if cursor is None else {"Last-Event-ID": cursor}
            try:
                async with session.get(url, headers=headers) as response:
                    event, number, data = None, None, None
                    async for line in response.content:
                        line = line.decode("utf-8").rstrip("\n")
                        if line.startswith("event: "):
                            event = line[7:]
                        elif line.startswith("id: "):
                            number = line[4:]
                        elif line.startswith("data: "):
                            data = line[6:]
                        elif line == "":
                            if data is not None and event is None:
                                cursor = number
                                print(json.dumps({"id": number, "data": data}), flush=True)
                                if json.loads(data).get("_type") == "completion":
                                    return
                            event, number, data = None, None, None
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.2)


asyncio.run(follow(sys.argv[1]))
