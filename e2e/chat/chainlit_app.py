"""Another chat as people run it at home: Chainlit in front of an OpenAI-compatible server.

    OPENAI_BASE_URL=API chainlit run chainlit_app.py --headless --host 127.0.0.1 --port PORT

serves it on 127.0.0.1:PORT and asks the server at API, an address ending in /v1.
"""

import os

import chainlit
from chainlit.server import app
from common import NothingFromElsewhere, ask
from starlette.middleware import Middleware

# Innermost: what is outside of it packs the pages.
app.user_middleware.append(Middleware(NothingFromElsewhere))


@chainlit.on_message
async def answer(_message: chainlit.Message):
    """Sends the whole conversation, and shows the answer as it grows."""
    reply = chainlit.Message(content="")
    for piece in ask(os.environ["OPENAI_BASE_URL"], chainlit.chat_context.to_openai()):
        await reply.stream_token(piece)
    await reply.update()
