#!/usr/bin/env python3
"""Runs the providers' own clients against the simulator: official_clients.py http://127.0.0.1:PORT

The openai client validates every reply against its schema (strict), the dashscope client speaks the native protocol.
Prints one line a check and exits 1 when one of them is refused. Needs: pip install openai dashscope
"""
import json
import sys

import dashscope
import openai

BASE = sys.argv[1]
DECISION = json.loads(sys.argv[2])
TOOL = {
    "type": "function",
    "function": {
        "name": "submit_decision",
        "description": "One decision",
        "parameters": {
            "type": "object",
            "properties": {"action": {"type": "string", "enum": ["BUY", "SELL", "HOLD"]}},
            "required": ["action"],
            "additionalProperties": False,
        },
    },
}
NAMED = {"type": "function", "function": {"name": "submit_decision"}}
MESSAGES = [
    {"role": "system", "content": "Answer in json by calling submit_decision."},
    {"role": "user", "content": "BTCUSDT 65000.0"},
]
failures = 0


def check(name, body):
    global failures
    try:
        body()
        print(f"ok   {name}")
    except Exception as error:  # Whatever it is, the client refused what the simulator said.
        failures += 1
        print(f"FAIL {name}: {type(error).__name__}: {error}")


def openai_client(path, key="sk-simulator"):
    return openai.OpenAI(
        base_url=BASE + path, api_key=key, max_retries=0, timeout=10, _strict_response_validation=True
    )


def whole_call(path, model, extra, finish):
    reply = openai_client(path).chat.completions.create(
        model=model, messages=MESSAGES, tools=[TOOL], tool_choice=NAMED, temperature=0, max_tokens=600, extra_body=extra
    )
    choice = reply.choices[0]
    assert choice.finish_reason == finish, choice.finish_reason
    assert choice.message.tool_calls[0].function.name == "submit_decision"
    assert json.loads(choice.message.tool_calls[0].function.arguments) == DECISION
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens
    assert reply.model == model


def streamed_call(path, model, extra):
    stream = openai_client(path).chat.completions.create(
        model=model, messages=MESSAGES, tools=[TOOL], tool_choice=NAMED, stream=True,
        stream_options={"include_usage": True}, extra_body=extra,
    )
    arguments, name, usage, finish = "", None, None, None
    for chunk in stream:
        usage = chunk.usage or usage
        for choice in chunk.choices:
            finish = choice.finish_reason or finish
            for call in choice.delta.tool_calls or []:
                name = name or call.function.name
                arguments += call.function.arguments or ""
    assert name == "submit_decision" and json.loads(arguments) == DECISION, arguments
    assert usage is not None and usage.prompt_tokens > 0
    assert finish in ("stop", "tool_calls"), finish


def thinking_text(path, model, extra):
    reply = openai_client(path).chat.completions.create(model=model, messages=MESSAGES, extra_body=extra)
    message = reply.choices[0].message
    assert message.content and message.model_extra["reasoning_content"]
    assert reply.usage.completion_tokens_details.reasoning_tokens > 0


def json_mode(path, model, extra):
    reply = openai_client(path).chat.completions.create(
        model=model, messages=MESSAGES, response_format={"type": "json_object"}, extra_body=extra
    )
    assert json.loads(reply.choices[0].message.content) == DECISION


def refused(expected, path, model, key="sk-simulator", **arguments):
    try:
        openai_client(path, key).chat.completions.create(
            **{"model": model, "messages": MESSAGES, **arguments}
        )
    except expected:
        return
    raise AssertionError(f"not refused with {expected.__name__}")


def native_call():
    dashscope.base_http_api_url = BASE + "/api/v1"
    reply = dashscope.Generation.call(
        api_key="sk-simulator", model="qwen-flash", messages=MESSAGES, tools=[TOOL], tool_choice=NAMED,
        result_format="message", enable_thinking=False,
    )
    assert reply.status_code == 200, reply
    choice = reply.output.choices[0]
    assert json.loads(choice.message.tool_calls[0]["function"]["arguments"]) == DECISION
    assert reply.usage.input_tokens > 0 and reply.request_id


def native_stream():
    dashscope.base_http_api_url = BASE + "/api/v1"
    replies = list(
        dashscope.Generation.call(
            api_key="sk-simulator", model="qwen-flash", messages=MESSAGES, result_format="message", stream=True,
            enable_thinking=False, incremental_output=True,
        )
    )
    assert all(reply.status_code == 200 for reply in replies), replies
    text = "".join(reply.output.choices[0].message.content for reply in replies)
    assert json.loads(text) == DECISION, text
    assert replies[-1].output.choices[0].finish_reason == "stop"


def native_refusal(code, **arguments):
    dashscope.base_http_api_url = BASE + "/api/v1"
    reply = dashscope.Generation.call(
        **{"api_key": "sk-simulator", "model": "qwen-flash", "messages": MESSAGES, "result_format": "message", **arguments}
    )
    assert reply.status_code >= 400 and reply.code == code, reply


COMPATIBLE = "/compatible-mode/v1"
OFF, QWEN_OFF = {"thinking": {"type": "disabled"}}, {"enable_thinking": False}
for path in ["", "/v1", "/beta"]:
    check(f"deepseek call {path or '/'}", lambda: whole_call(path, "deepseek-flash", OFF, "tool_calls"))
check("deepseek stream", lambda: streamed_call("", "deepseek-flash", OFF))
check("deepseek thinking", lambda: thinking_text("", "deepseek-flash", {}))
check("deepseek json", lambda: json_mode("", "deepseek-flash", OFF))
check("deepseek wrong key", lambda: refused(openai.AuthenticationError, "", "deepseek-flash", "sk-invalid"))
check("deepseek retired", lambda: refused(openai.BadRequestError, "", "deepseek-chat"))
check(
    "deepseek forced choice while thinking",
    lambda: refused(openai.BadRequestError, "", "deepseek-flash", tools=[TOOL], tool_choice=NAMED),
)
check(
    "deepseek unknown field",
    lambda: refused(openai.UnprocessableEntityError, "", "deepseek-flash", extra_body={"enable_thinking": False}),
)
check("qwen call", lambda: whole_call(COMPATIBLE, "qwen-flash", QWEN_OFF, "stop"))
check("qwen stream", lambda: streamed_call(COMPATIBLE, "qwen-flash", QWEN_OFF))
check("qwen thinking", lambda: thinking_text(COMPATIBLE, "qwen3.8-flash", {}))
check("qwen json", lambda: json_mode(COMPATIBLE, "qwen3.8-flash", QWEN_OFF))
check("qwen wrong key", lambda: refused(openai.AuthenticationError, COMPATIBLE, "qwen-flash", "sk-invalid"))
check("qwen retired", lambda: refused(openai.NotFoundError, COMPATIBLE, "qwen-turbo"))
check(
    "qwen forced choice while thinking",
    lambda: refused(openai.BadRequestError, COMPATIBLE, "qwen3.8-flash", tools=[TOOL], tool_choice=NAMED),
)
check("dashscope call", native_call)
check("dashscope stream", native_stream)
check("dashscope wrong key", lambda: native_refusal("InvalidApiKey", api_key="sk-invalid"))
check("dashscope newer model", lambda: native_refusal("InvalidURL", model="qwen3.8-flash"))
sys.exit(1 if failures else 0)
