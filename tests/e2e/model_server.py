"""A scripted stand-in for a model: speaks the streaming Responses API on 127.0.0.1.

Each request to /v1/responses is answered with the next turn of the script, and recorded. A turn is a list of items:
    shell("ls")               a direct call of exec_command
    patch("*** Begin ...")    a direct call of apply_patch
    code("await tools...")    code mode: JavaScript for the tool `exec`
    mcp("mcp__db__query", {}) a direct call of an MCP tool
    say("done")               the final message
or a function of the recorded requests that returns such a list.
"""
import http.server
import json
import threading


def shell(command, **arguments):
    return {"type": "function_call", "name": "exec_command", "arguments": json.dumps({"cmd": command, **arguments})}


def patch(text):
    return {"type": "custom_tool_call", "name": "apply_patch", "input": text}


def code(javascript):
    return {"type": "custom_tool_call", "name": "exec", "input": javascript}


def mcp(name, arguments):
    namespace, tool = name.rsplit("__", 1)
    return {"type": "function_call", "namespace": namespace, "name": tool, "arguments": json.dumps(arguments)}


def say(text):
    return {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": text}]}


class ModelServer:
    """Use as a context manager; `port` and `requests` (parsed bodies) are its faces."""

    def __init__(self, turns):
        self.turns = list(turns)
        self.requests = []
        self.calls = 0
        self.lock = threading.Lock()
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                self.answer(b'{"models":[],"data":[]}', "application/json")

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if not self.path.endswith("/responses"):
                    self.answer(b"{}", "application/json")
                    return
                self.answer(server.respond(json.loads(body)), "text/event-stream")

            def answer(self, data, kind):
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.http.server_address[1]

    def respond(self, body):
        with self.lock:
            self.requests.append(body)
            turn = self.turns.pop(0) if self.turns else [say("nothing left to say")]
            number = len(self.requests)
        if callable(turn):
            turn = turn(self.requests)
        events = [{"type": "response.created", "response": {"id": f"resp_{number}"}}]
        for item in turn:
            self.calls += 1
            item = dict(item)
            if item["type"] == "message":
                item["id"] = f"msg_{self.calls}"
            else:
                item["call_id"] = f"call_{self.calls}"
            events.append({"type": "response.output_item.done", "item": item})
        usage = {"input_tokens": 1, "input_tokens_details": None, "output_tokens": 1, "output_tokens_details": None, "total_tokens": 2}
        events.append({"type": "response.completed", "response": {"id": f"resp_{number}", "usage": usage}})
        return "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events).encode()

    def shown(self):
        """Everything that the model was shown after its first request, as one text."""
        texts = []
        for item in self.requests[-1]["input"] if self.requests else []:
            for key in ("output", "content"):
                value = item.get(key)
                if isinstance(value, str):
                    texts.append(value)
                for part in value if isinstance(value, list) else []:
                    texts.append(part.get("text", ""))
        return "\n".join(texts)

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()
