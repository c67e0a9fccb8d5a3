# Programs of Debian's, for docker/compose.yaml: its nginx, HAProxy and Redis are one image.
ARG BASE=serval-base:local
FROM ${BASE}
ARG PACKAGES
RUN apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $PACKAGES \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb
