# Byline for a server or a machine without Python: CPU only, not root, and no network once it runs.
#
#   docker build -t byline .
#   docker run --rm -p 127.0.0.1:8501:8501 -v "$PWD/leak:/documents:ro" -v byline-library:/library byline
#
# compose.yaml has one writer beside the app.

FROM python:3.11-slim-bookworm AS installed
WORKDIR /source
COPY . .
RUN sh container/install.sh /opt/byline

FROM python:3.11-slim-bookworm
COPY --from=installed /opt/byline /opt/byline
COPY container/start.sh container/health.sh /opt/byline/container/
RUN useradd --create-home --uid 10001 byline && install --directory --owner byline /documents /library
USER byline
WORKDIR /home/byline
# The server listens for the host's published port. Who is let in besides this machine is for whoever publishes it
# elsewhere to state: STREAMLIT_SERVER_ALLOWED_HOSTS, and sign-in (docs/how/people.md).
ENV PATH=/opt/byline/bin:$PATH \
    BYLINE_CORPUS=/documents \
    BYLINE_DATA=/library \
    BYLINE_CACHE=/library/cache \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0
VOLUME ["/documents", "/library"]
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s CMD ["sh", "/opt/byline/container/health.sh"]
CMD ["sh", "/opt/byline/container/start.sh"]
