#!/bin/sh
# Install Byline from this folder into an environment of its own, with the CPU build of torch: sh install.sh PLACE
set -eu
place=$1
python3 -m venv "$place"
pip() { "$place/bin/python" -m pip "$@"; }
# On Linux the usual index has torch with gigabytes of CUDA, which Byline does not use.
pip install --quiet --no-cache-dir --no-deps --retries 1 --timeout 15 --index-url https://download.pytorch.org/whl/cpu \
    "$(grep '^torch==' requirements.txt)" || echo "No CPU index here: the usual one's torch is taken."
pip install --quiet --no-cache-dir .
"$place/bin/byline" --version
