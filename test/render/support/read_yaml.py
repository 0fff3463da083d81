"""Reads a JSON array of YAML documents from standard input and prints what PyYAML's loaders make of each."""
import json
import sys

import yaml


def plain(value):
    """JSON would turn keys that are no strings into strings, and hide a misreading."""
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise ValueError(f"the key {key!r} is a {type(key).__name__}")
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def read(document, loader):
    try:
        return json.dumps(plain(yaml.load(document, Loader=loader)), allow_nan=False)
    except Exception as error:
        return "!" + repr(error)


documents = json.load(sys.stdin)
loaders = [yaml.SafeLoader] + ([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])
print(json.dumps([[read(document, loader) for document in documents] for loader in loaders]))
