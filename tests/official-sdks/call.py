"""
Checks the table of operations against the installed official SDKs, and calls every operation with them, all parameters
given. `call.py <folder of the table> <url of the emulator>`; exit code 1 when something differs or fails.
"""

import json
import os
import sys

import sdks

folder, url = sys.argv[1:]
problems = []


def read(name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


def as_sent(value, kind):
    """A value as a program that uses the SDK writes it: numbers where the SDK wants numbers."""
    if isinstance(kind, list):
        return [as_sent(item, kind[0]) for item in value]
    if isinstance(kind, dict):
        return {name: as_sent(part, kind[name]) for name, part in value.items()}
    return int(value) if kind == "int" else value


def unknown_fields(sent, understood, path=""):
    """The fields of a reply that the SDK does not know."""
    if isinstance(sent, list):
        return [found for item, seen in zip(sent, understood) for found in unknown_fields(item, seen, path + "[]")]
    if not isinstance(sent, dict):
        return []
    missing = [f"{path}.{name}" for name, value in sent.items() if value is not None and name not in understood]
    deeper = [unknown_fields(value, understood[name], f"{path}.{name}") for name, value in sent.items() if name in understood]
    return missing + [found for part in deeper for found in part]


def call(name, operation, values):
    """Calls an operation and returns the reply as it came, and as the SDK understood it."""
    product = operation["product"]
    from alibabacloud_tea_openapi.utils_models import Config
    from darabonba.runtime import RuntimeOptions

    config = Config(
        access_key_id="emulator",
        access_key_secret="emulator-secret",
        endpoint=url.removeprefix("http://"),
        protocol="HTTP",
        # Some SDKs want a region, though the endpoint is given.
        region_id="cn-hangzhou",
    )
    client = sdks.client_of(product)(config)
    came = {}
    send = client.call_api

    def listen(*arguments):
        came.update(send(*arguments))
        return came

    client.call_api = listen
    method = sdks.method_of(product, name).__get__(client)
    model = getattr(sdks.models_of(product), name + "Request", None)
    if model is None:
        reply = method(RuntimeOptions())
    else:
        reply = method(model().from_map(as_sent(values, operation["parameters"])), RuntimeOptions())
    return came["body"], reply.body.to_map()


table = read("operations.json")
calls = read("calls.json")
for name, expected in table.items():
    found = sdks.describe(expected["product"], name)
    if found is None:
        print(f"  {name}: not in the newest SDK")
        continue
    if found != expected:
        problems.append(f"{name}: the SDK has {json.dumps(found)}")
    try:
        came, understood = call(name, expected, calls[name])
    except Exception as error:  # Whatever an SDK throws is a failed call.
        problems.append(f"{name}: {type(error).__name__}: {error}")
        continue
    if came.get("Success") is False:
        problems.append(f"{name}: refused: {came.get('Message')}")
    problems += [f"{name}: the SDK does not know {field[1:]} of the reply" for field in unknown_fields(came, understood)]
    print(f"  {name}: {expected['verb']}, {len(calls[name])} parameters")

for problem in problems:
    print(f"FAILED {problem}", file=sys.stderr)
sys.exit(1 if problems else 0)
