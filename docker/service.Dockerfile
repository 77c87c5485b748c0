# The scoring service, and the demo shop's programs: the same packages, another command.
ARG NODE_IMAGE=node:24.18.1-bookworm-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
# The lists of packages first: they change seldom, and then nothing is installed anew.
COPY package.json package-lock.json ./
COPY packages/contract/package.json packages/contract/
COPY packages/engine/package.json packages/engine/
COPY packages/visuals/package.json packages/visuals/
COPY scoring-service/package.json scoring-service/
COPY grafana-plugin/package.json grafana-plugin/
COPY opensearch-dashboards-plugin/package.json opensearch-dashboards-plugin/
COPY demo/package.json demo/
COPY bench/package.json bench/
COPY e2e/package.json e2e/
# No install script of any package is run.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
    -w packages/contract -w packages/engine -w scoring-service -w demo \
 && npm cache clean --force \
 # Half of it is for debuggers alone.
 && find node_modules -name '*.map' -delete

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY packages/contract packages/contract
COPY packages/engine packages/engine
COPY scoring-service scoring-service
COPY demo demo
COPY provisioning/opensearch provisioning/opensearch
COPY provisioning/opensearch-dashboards provisioning/opensearch-dashboards
# `node` is the image's plain user; the data folder is its own.
RUN mkdir -p /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8787
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8787/api/health').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/scoring-service/src/cli/lapwing.ts"]
CMD ["serve", "--config", "/etc/lapwing/lapwing.yaml"]
