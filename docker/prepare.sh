#!/bin/sh
# Once, before the first `docker compose up`: makes the secrets, each in a file of its own, and .env. Keeps what is there.
set -eu
cd "$(dirname "$0")"
umask 022
mkdir -p secrets
# Others on this machine can't enter; the containers' users read the files that are mounted one by one.
chmod 700 secrets

# OpenSearch refuses weak passwords: upper and lower case, digits and a special character.
password() { printf 'Lw1-%s' "$(openssl rand -hex 20)"; }
key() { printf 'lpw_%s' "$(openssl rand -hex 32)"; }
make() {
  [ -s "secrets/$1" ] && return 0
  "$2" >"secrets/$1"
  chmod 644 "secrets/$1"
  echo "made docker/secrets/$1"
}

for name in opensearch_admin_password opensearch_lapwing_password opensearch_fluentd_password \
  opensearch_reader_password postgres_password grafana_admin_password lapwing_admin_password forward_key; do
  make "$name" password
done
for name in grafana_key dashboards_key shop_key metrics_key; do
  make "$name" key
done
[ -e ../.env ] || { cp ../.env.example ../.env && echo 'made .env'; }
