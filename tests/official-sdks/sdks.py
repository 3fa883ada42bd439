"""What the official Python SDKs say of the operations: from the code of the installed packages."""

import importlib
import inspect
import re

PACKAGES = {
    "cloud-siem": "alibabacloud_cloud_siem20220616",
    "sas": "alibabacloud_sas20181203",
    "sophonsoar": "alibabacloud_sophonsoar20220728",
    "sts": "alibabacloud_sts20150401",
}
TYPES = {"str": "string", "int": "int", "bool": "bool"}


def client_of(product):
    return importlib.import_module(PACKAGES[product] + ".client").Client


def models_of(product):
    return importlib.import_module(PACKAGES[product] + ".models")


def method_of(product, operation):
    """The method `<operation>_with_options`, or None where the SDK does not have the operation."""
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", operation).lower()
    return getattr(client_of(product), name + "_with_options", None)


def describe(product, operation):
    """Version, verb, place and parameters of an operation as its SDK calls it; None where the SDK does not have it."""
    method = method_of(product, operation)
    if method is None:
        return None
    code = inspect.getsource(method)
    request = getattr(models_of(product), operation + "Request", None)
    fields = fields_of(request, models_of(product)) if request else {}
    placed = dict.fromkeys(re.findall(r"query\['(\w+)'\]", code), "query")
    placed.update(dict.fromkeys(re.findall(r"body\['(\w+)'\]", code), "body"))
    places = set(placed.values()) or {"query"}
    if len(places) > 1 or (placed and set(placed) != set(fields)):
        raise Exception(f"{operation}: parameters are placed in a way that this script does not read")
    return {
        "product": product,
        "version": re.search(r"version ?= ?'([\d-]+)'", code).group(1),
        "verb": re.search(r"method ?= ?'(\w+)'", code).group(1),
        "in": places.pop(),
        "parameters": {name: kind for name, (kind, _) in fields.items()},
        "required": [name for name, (_, is_required) in fields.items() if is_required],
    }


def fields_of(model, models):
    """By wire name: the type of a field, and whether its comment says that it is required."""
    init = inspect.getsource(model.__init__)
    hints = dict(re.findall(r"^ {8}(\w+): ([^=]+?) = None", init, re.M))
    wire = inspect.getsource(model.to_map)
    names = {attribute: name for name, attribute in re.findall(r"result\['(\w+)'\] = self\.(\w+)", wire)}
    for name in re.findall(r"result\['(\w+)'\] = \[\]", wire):
        names[next(a for a in hints if a.replace("_", "") == name.lower())] = name
    return {
        name: (type_of(hints[attribute], models), is_required(init, attribute))
        for name, attribute in sorted((name, attribute) for attribute, name in names.items())
    }


def type_of(hint, models):
    listed = re.match(r"List\[(.*)\]", hint)
    if listed:
        return [type_of(listed.group(1), models)]
    if hint.startswith("main_models."):
        return {name: kind for name, (kind, _) in fields_of(getattr(models, hint.split(".")[1]), models).items()}
    return TYPES[hint]


def is_required(init, attribute):
    comment = re.search(rf"((?:^ *#.*\n)+) *self\.{attribute} = ", init, re.M)
    return bool(comment and "This parameter is required." in comment.group(1))
