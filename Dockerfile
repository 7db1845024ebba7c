# The door bot, as a user without rights, on a tree that it cannot write to. Its SQLite file stands in /data.
FROM python:3.12-slim AS build
WORKDIR /opt/doorbot
RUN python -m venv .venv
COPY requirements.txt ./
RUN .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY bot bot
COPY storage storage
COPY prompts prompts
RUN .venv/bin/python -m compileall -q bot storage && .venv/bin/python -m bot check

FROM python:3.12-slim
COPY --from=build /opt/doorbot /opt/doorbot
RUN install -d -o 10001 -g 10001 -m 700 /data
WORKDIR /opt/doorbot
USER 10001:10001
ENV DATABASE_URL=sqlite:////data/doorbot.sqlite3 PORT=8080 PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=4 \
    CMD [".venv/bin/python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
ENTRYPOINT [".venv/bin/python", "-m", "bot"]
