"""A chat as people run it at home: Gradio's ChatInterface in front of an OpenAI-compatible server.

    app.py PORT API

serves it on 127.0.0.1:PORT and asks the server at API, an address ending in /v1.
"""

import os
import sys

# Set before Gradio is imported: it counts its use and looks for a newer version of itself.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"

import gradio  # noqa: E402
import uvicorn  # noqa: E402
from common import NothingFromElsewhere, ask  # noqa: E402
from fastapi import FastAPI  # noqa: E402

port, api = int(sys.argv[1]), sys.argv[2]


def answer(message: str, history: list[dict]):
    """Sends the whole conversation, and yields the answer as it grows."""
    messages = [{"role": turn["role"], "content": text(turn["content"])} for turn in history]
    messages.append({"role": "user", "content": message})
    grown = ""
    for piece in ask(api, messages):
        grown += piece
        yield grown


def text(content) -> str:
    """A turn's text: Gradio gives a string, or a list of parts."""
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content)


theme = gradio.themes.Base(font=["sans-serif"], font_mono=["monospace"])
chat = gradio.ChatInterface(answer, title="A chat at home")
app = FastAPI()
app.add_middleware(NothingFromElsewhere)
app = gradio.mount_gradio_app(app, chat, path="/", theme=theme, footer_links=[])
uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")
