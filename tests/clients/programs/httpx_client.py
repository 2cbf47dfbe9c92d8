"""httpx, with a read timeout longer than the interval of keep-alive comments, since its default of five seconds is shorter."""
import json
import sys
import time

import httpx


def follow(url):
    cursor = None
    timeout = httpx.Timeout(10, read=60)
    while True:
        headers = {} if cursor is None else {"Last-Event-ID": cursor}
        try:
            with httpx.stream("GET", url, headers=headers, timeout=timeout) as response:
                event, number, data = None, None, None
                for line in response.iter_lines():
                    line = line.rstrip("\n")
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
        except httpx.HTTPError:
            pass
        time.sleep(0.2)


follow(sys.argv[1])
