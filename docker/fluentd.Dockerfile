# Fluentd with its OpenSearch output.
FROM fluent/fluentd:v1.19.3-debian-2.2
USER root
RUN apt-get update \
 && apt-get install -y --no-install-recommends make gcc g++ libc-dev \
 && gem install --no-document fluent-plugin-opensearch -v 1.1.5 \
 && apt-get purge -y --auto-remove make gcc g++ libc-dev \
 && rm -rf /var/lib/apt/lists/* /usr/local/bundle/cache/*.gem \
 && mkdir -p /fluentd/buffer && chown fluent:fluent /fluentd/buffer
COPY fluent-bit/fluentd/fluent.conf /fluentd/etc/fluent.conf
USER fluent
VOLUME /fluentd/buffer
EXPOSE 24225 24220
