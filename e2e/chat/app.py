"""A chat as people run it at home: Gradio's ChatInterface in front of an OpenAI-compatible server.

    app.py PORT API

serves it on 127.0.0.1:PORT and asks the server at API, an address ending in /v1.
"""

import json
import os
import re
import sys
import urllib.request

# Set before Gradio is imported: it counts its use and looks for a newer version of itself.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"

import gradio  # noqa: E402
import uvicorn  # noqa: E402
from fastapi import FastAPI  # noqa: E402
from starlette.middleware.base import BaseHTTPMiddleware  # noqa: E402
from starlette.responses import Response  # noqa: E402

port, api = int(sys.argv[1]), sys.argv[2]


def answer(message: str, history: list[dict]):
    """Sends the whole conversation, and yields the answer as it grows."""
    messages = [{"role": turn["role"], "content": text(turn["content"])} for turn in history]
    messages.append({"role": "user", "content": message})
    body = {"model": "scripted", "stream": True, "messages": messages}
    request = urllib.request.Request(
        f"{api}/chat/completions",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    grown = ""
    with urllib.request.urlopen(request, timeout=30) as stream:
        for line in stream:
            data = line.decode().removeprefix("data: ").strip()
            if data and data != "[DONE]":
                grown += json.loads(data)["choices"][0]["delta"].get("content", "")
                yield grown


def text(content) -> str:
    """A turn's text: Gradio gives a string, or a list of parts."""
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)


class NothingFromElsewhere(BaseHTTPMiddleware):
    """Takes out what Gradio's page would fetch from other servers: a script and fonts.

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


theme = gradio.themes.Base(font=["sans-serif"], font_mono=["monospace"])
chat = gradio.ChatInterface(answer, title="A chat at home")
app = FastAPI()
app.add_middleware(NothingFromElsewhere)
app = gradio.mount_gradio_app(app, chat, path="/", theme=theme, footer_links=[])
uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")
