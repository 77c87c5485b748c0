// Real servers for tests: OpenSearch, Prometheus, and a proxy that misbehaves between them and us.
export { startOpenSearch, type RunningOpenSearch } from './opensearch.ts';
export { startPrometheus, type RunningPrometheus } from './prometheus.ts';
export { startAlertmanager, type RunningAlertmanager } from './alertmanager.ts';
export { GUARDED_USER, startPostgres, type RunningPostgres } from './postgres.ts';
export { STALE, type WrittenSeries, type SampleValue } from './remote-write.ts';
export { startFaultyProxy, type FaultyProxy } from './faulty-proxy.ts';
export { needServer } from './need-server.ts';
export { freePorts } from './ports.ts';
export { ServerProcess, waitUntilReady } from './process.ts';
