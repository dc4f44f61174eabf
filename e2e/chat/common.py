"""What the chats have in common: who answers in them, and pages that fetch nothing from elsewhere."""

import json
import re
import urllib.request

from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import Response


def ask(api: str, messages: list[dict]):
    """Sends a whole conversation to an OpenAI-compatible server, and yields the answer piece by piece."""
    body = {"model": "scripted", "stream": True, "messages": messages}
    request = urllib.request.Request(
        f"{api}/chat/completions",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as stream:
        for line in stream:
            data = line.decode().removeprefix("data: ").strip()
            if data and data != "[DONE]":
                yield json.loads(data)["choices"][0]["delta"].get("content", "")


class NothingFromElsewhere(BaseHTTPMiddleware):
    """Takes out what a chat's page would fetch from other servers: scripts, style sheets and fonts.

    The test that watches the network could not tell those requests from Satchel's own.
    """

    async def dispatch(self, request, call_next):
        response = await call_next(request)
        if not response.headers.get("content-type", "").startswith("text/html"):
            return response
        page = b"".join([part async for part in response.body_iterator]).decode()
        page = re.sub(r'<script[^>]*\bsrc="https?://[^>]*>\s*</script>', "", page)
        page = re.sub(r'<link[^>]*\bhref="https?://[^>]*>', "", page)
        headers = {name: value for name, value in response.headers.items() if name != "content-length"}
        return Response(page, response.status_code, headers)
