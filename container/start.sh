#!/bin/sh
# Bring the library up to date and serve the app: what the image runs. A port may be named.
set -eu
byline build || echo "The app opens all the same; it says what stands in the way of a build."
exec byline app --port "${1:-8501}"
