"""A server of rollouts on transformers, for <rollout><server> without a GPU: the calls of SGLang that training uses, one at a time.

usage: rollout_server.py PORT [float32|bfloat16]
See README.md. Honours seeds, so that the same weights and seed give the same tokens.
"""
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import torch
from transformers import AutoModelForCausalLM

DTYPE = getattr(torch, sys.argv[2] if len(sys.argv) > 2 else "float32")
torch.set_num_threads(1)
lock = threading.Lock()
model, version = None, "default"


def load(asked):
    global model, version
    try:
        model = AutoModelForCausalLM.from_pretrained(asked["model_path"], dtype=DTYPE).eval()
    except (OSError, ValueError, RuntimeError) as e:
        return 400, {"success": False, "message": str(e)}
    version = asked["weight_version"]
    return 200, {"success": True, "message": "Succeeded to update model weights."}


@torch.no_grad()
def generate(asked):
    sampling = asked["sampling_params"]
    if sampling["top_p"] != 1 or sampling["top_k"] != -1:
        return 400, {"error": "top_p and top_k are not implemented here"}
    generator = torch.Generator().manual_seed(sampling["sampling_seed"])
    tokens, scored, cache = [], [], None
    given = torch.tensor([asked["input_ids"]])
    while len(tokens) < sampling["max_new_tokens"]:
        out = model(given, past_key_values=cache, use_cache=True)
        cache = out.past_key_values
        logits = out.logits[0, -1].float() / sampling["temperature"]
        for token, bias in sampling.get("logit_bias", {}).items():
            logits[int(token)] += bias
        log_probs = torch.log_softmax(logits, -1)
        token = int(torch.multinomial(log_probs.exp(), 1, generator=generator))
        tokens.append(token)
        scored.append([float(log_probs[token]), token, None])
        if token in sampling["stop_token_ids"]:
            break
        given = torch.tensor([[token]])
    stopped = tokens[-1] in sampling["stop_token_ids"]
    reason = {"type": "stop", "matched": tokens[-1]} if stopped else {"type": "length", "length": len(tokens)}
    return 200, {
        "output_ids": tokens,
        "meta_info": {
            "finish_reason": reason,
            "completion_tokens": len(tokens),
            "output_token_logprobs": scored,
            "weight_version": version,
        },
    }


class Calls(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *ignored):
        pass

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        self.answer(200, {"data": [{"id": "transformers"}]})

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        calls = {"/update_weights_from_disk": load, "/generate": generate}
        if self.path not in calls:
            return self.answer(404, {"error": "no such path"})
        with lock:
            status, body = calls[self.path](asked)
        self.answer(status, body)


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Calls).serve_forever()
