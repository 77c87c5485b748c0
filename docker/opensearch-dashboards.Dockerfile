# OpenSearch Dashboards with the Lapwing plugin in it, built for its very version.
ARG NODE_IMAGE=node:24.18.1-bookworm-slim
ARG OSD_VERSION=2.19.4

FROM ${NODE_IMAGE} AS plugin
ARG OSD_VERSION
WORKDIR /app
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund \
 && npm run package -w opensearch-dashboards-plugin -- ${OSD_VERSION}

FROM opensearchproject/opensearch-dashboards:${OSD_VERSION}
ARG OSD_VERSION
COPY --from=plugin /app/opensearch-dashboards-plugin/dist/zips/lapwingAnomaly-${OSD_VERSION}.zip /tmp/lapwingAnomaly.zip
RUN bin/opensearch-dashboards-plugin install file:///tmp/lapwingAnomaly.zip
# The image's own plain user.
USER opensearch-dashboards
