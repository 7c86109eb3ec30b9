# Three stages: styles and scripts, Python packages, and a small image that has neither's tools.

FROM node:24-slim AS assets
WORKDIR /portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY static/src static/src
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
COPY requirements/production.txt /tmp/production.txt
RUN python -m venv /opt/portal \
 && /opt/portal/bin/pip install --no-cache-dir --require-hashes --no-deps -r /tmp/production.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /var/lib/portal --create-home portal
COPY --from=packages /opt/portal /opt/portal
WORKDIR /portal
COPY . .
COPY --from=assets /portal/static/build static/build
COPY --from=assets /portal/node_modules/@fontsource node_modules/@fontsource
ENV PATH=/opt/portal/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PORTAL_BOOTSTRAPPED=1 \
    PORTAL_VAR=/var/lib/portal \
    STATIC_ROOT=/portal/static/collected
RUN PORTAL_MODE=demo python manage.py collectstatic --no-input --verbosity 0 \
 && python -m compileall -q /portal
USER portal
VOLUME /var/lib/portal
EXPOSE 8000
CMD ["granian", "--interface=wsgi", "--host=0.0.0.0", "--port=8000", "--workers=2", \
     "--blocking-threads=8", "--respawn-failed-workers", "config.wsgi:application"]
