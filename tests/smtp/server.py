"""Mail servers by aiosmtpd on free local ports: server.py FOLDER.

Writes the ports to FOLDER/ports.json, and every letter that was taken, as its
reader sees it, as a line of FOLDER/received.jsonl. The part of an address
before the @ says what becomes of a letter to it.
"""

import asyncio
import base64
import email
import email.policy
import json
import logging
import os
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

AT_RCPT = {
    "gone": "550 5.1.1 no such user",
    "full": "452 4.2.2 mailbox full",
    "busy": "421 4.7.0 try again later",
}
AT_DATA = {
    "quota": "550 5.4.5 Daily user sending limit exceeded",
    "blocked": "554 5.7.1 blocked",
    "later": "451 4.3.0 try again later",
}
USER, PASSWORD = b"shop@example.uz", b"sixteen letters!"


def local_part(address):
    return address.split("@")[0]


def body(message, kind):
    part = message.get_body((kind,))
    return part and part.get_content()


def read(server, envelope):
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    attachments = [
        {
            "name": part.get_filename(),
            "kind": part.get_content_type(),
            "bytes": base64.b64encode(part.get_content()).decode(),
        }
        for part in message.iter_attachments()
    ]
    return {
        "server": server,
        "from": envelope.mail_from,
        "to": envelope.rcpt_tos,
        "headers": [[name.lower(), str(value)] for name, value in message.items()],
        "text": body(message, "plain"),
        "html": body(message, "html"),
        "attachments": attachments,
        "defects": [str(defect) for part in message.walk() for defect in part.defects],
    }


class Handler:
    def __init__(self, name, received):
        self.name = name
        self.received = received

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = AT_RCPT.get(local_part(address))
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 well"

    async def handle_DATA(self, server, session, envelope):
        local = local_part(envelope.rcpt_tos[0])
        if local in AT_DATA:
            return AT_DATA[local]
        with open(self.received, "a") as file:
            file.write(json.dumps(read(self.name, envelope)) + "\n")
        if local == "lost":
            server.transport.abort()
        return "250 2.0.0 taken"


def authenticator(server, session, envelope, mechanism, data):
    is_right = (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=is_right, handled=False)


def servers(folder):
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(f"{folder}/leaf.pem", f"{folder}/leaf.key")
    signing_in = {"authenticator": authenticator, "auth_required": True, "auth_require_tls": False}
    return {
        "plain": {},
        "login": signing_in,
        # Offers LOGIN alone.
        "login_only": signing_in | {"auth_exclude_mechanism": ["PLAIN"]},
        "starttls": {"tls_context": tls, "require_starttls": True},
    }


async def serve(folder):
    loop = asyncio.get_running_loop()
    ports, running = {}, []
    for name, settings in servers(folder).items():
        handler = Handler(name, f"{folder}/received.jsonl")

        def session(handler=handler, settings=settings):
            return SMTP(handler, hostname="localhost", enable_SMTPUTF8=True, loop=loop, **settings)

        server = await loop.create_server(session, "127.0.0.1", 0)
        running.append(server)
        ports[name] = server.sockets[0].getsockname()[1]
    # Whoever waits for the ports must not read half of them.
    with open(f"{folder}/ports.new", "w") as file:
        json.dump(ports, file)
    os.rename(f"{folder}/ports.new", f"{folder}/ports.json")
    await asyncio.gather(*(server.serve_forever() for server in running))


# It warns of signing in without TLS, which is meant here.
warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
asyncio.run(serve(sys.argv[1]))
