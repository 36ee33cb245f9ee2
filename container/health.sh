#!/bin/sh
# Succeed if the app of this container answers: sh health.sh [PORT]
exec python3 -c "import sys, urllib.request as u
u.build_opener(u.ProxyHandler({})).open(f'http://localhost:{sys.argv[1]}/_stcore/health', timeout=4)" "${1:-8501}" 2>/dev/null
