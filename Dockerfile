# syntax=docker/dockerfile:1
# The program is built with the toolchain and runs without it.

FROM rust:1.95-slim-bookworm AS build
WORKDIR /build
# The slim image has a C compiler, and the allocator is built with make.
RUN apt-get update \
    && apt-get install -y --no-install-recommends make \
    && rm -rf /var/lib/apt/lists/*
COPY . .
# The caches stay on the builder; only the program is copied out of them.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    cargo build --release --locked --features jemalloc --bin sellercloudx \
    && install -D target/release/sellercloudx /out/sellercloudx

FROM debian:bookworm-slim
# No certificates are installed: the program carries its own roots.
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin sellercloudx \
    && install -d -o sellercloudx -g sellercloudx -m 700 /data
COPY --from=build /out/sellercloudx /usr/local/bin/sellercloudx
USER sellercloudx
WORKDIR /data
VOLUME /data
ENV DATABASE_URL=sqlite:////data/sellercloudx.db PORT=8080
EXPOSE 8080
# Asks like a load balancer would; bash brings the connection, so that no
# further program has to be installed.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /healthz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["sellercloudx"]
CMD ["serve"]
