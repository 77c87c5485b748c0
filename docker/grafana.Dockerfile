# Grafana with the Lapwing app in it.
ARG NODE_IMAGE=node:24.18.1-bookworm-slim
ARG GRAFANA_IMAGE=grafana/grafana:13.1.0

FROM ${NODE_IMAGE} AS plugin
WORKDIR /app
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund \
 && npm run build -w grafana-plugin

FROM ${GRAFANA_IMAGE}
# Its own folder: Grafana's usual one lies on the data volume, which would hide the plugin.
ENV GF_PATHS_PLUGINS=/opt/lapwing/plugins \
    GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS=lapwing-anomaly-app,lapwing-anomaly-datasource,lapwing-anomalychart-panel,lapwing-swimlanes-panel,lapwing-rootcause-panel,lapwing-correlation-panel
COPY --from=plugin --chown=472:0 /app/grafana-plugin/dist /opt/lapwing/plugins/lapwing-anomaly-app
USER root
RUN chown 472:0 /opt/lapwing/plugins
USER 472
