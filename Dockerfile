# What the program needs to run, and nothing of what it is tested with.
FROM node:24-trixie-slim AS packages
WORKDIR /colophon
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-trixie-slim
ENV NODE_ENV=production \
    COLOPHON_HOST=0.0.0.0 \
    COLOPHON_DATA=/data \
    COLOPHON_LOG_TO=stdout
WORKDIR /colophon
RUN mkdir /data && chown node:node /data
COPY --from=packages /colophon/node_modules node_modules
COPY package.json ./
COPY domain domain
COPY application application
COPY projections projections
COPY infrastructure infrastructure
COPY interfaces interfaces
USER node
VOLUME /data
EXPOSE 8000 8001
# Whichever role it has, it says on one of its two ports whether it can work.
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=3 \
  CMD ["node", "-e", "Promise.any([8000, 8001].map((port) => fetch(`http://127.0.0.1:${port}/readyz`).then((is) => is.ok || Promise.reject()))).then(() => process.exit(0), () => process.exit(1))"]
ENTRYPOINT ["node", "interfaces/cli/main.ts"]
CMD ["serve", "--role", "api"]
