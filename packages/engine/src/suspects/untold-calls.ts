import type { CallGraph } from './call-graph.ts';
import type { Evidence, Window } from './evidence.ts';
import { metricRole } from './metric-role.ts';
import type { MetricSeries } from './metric-series.ts';
import { ascending, quantile } from './statistics.ts';
import { alike } from './together.ts';

/** Weaker trouble than this is chance, and tells nothing of who waits for whom. */
const TROUBLED = 1;
/** Who waits for another is as much slower at least when nothing is wrong: else either may be the caller. */
const SLOWER = 1.2;
/** Courses of trouble are one when the cosine of the angle between them is so large. */
const ONE_COURSE = 0.7;

/**
 * Calls that nobody told. Two services suffer in the same course and no call between them is known: one waits for the
 * other, and who waits takes longer, on ordinary days too (a load balancer's address, a mesh without a call graph). Only of
 * services of which no call is known at all: a graph that tells some of a service's calls tells all.
 */
export function untoldCalls(
  metrics: readonly MetricSeries[],
  evidence: readonly Evidence[],
  graph: CallGraph,
  window: Window,
): [caller: string, callee: string][] {
  const courses = coursesOf(evidence);
  if (courses.size < 2) return [];
  const levels = latencyLevels(
    metrics.filter(({ service }) => courses.has(service)),
    window,
  );
  const found: [string, string][] = [];
  for (const [caller, own] of courses) {
    if (graph.calleesOf(caller).size > 0) continue;
    for (const [callee, course] of courses) {
      if (caller === callee || graph.depthsFrom(callee).has(caller)) continue;
      if (slower(levels.get(caller), levels.get(callee)) && alike(own, course) >= ONE_COURSE)
        found.push([caller, callee]);
    }
  }
  return found;
}

/** The course of each service's strongest trouble that another one may have brought about. */
function coursesOf(evidence: readonly Evidence[]): Map<string, Float64Array> {
  const strongest = new Map<string, Evidence>();
  for (const one of evidence) {
    if (one.kind !== 'metric' || one.reach !== 'callee' || one.strength < TROUBLED) continue;
    if (one.strength > (strongest.get(one.service)?.strength ?? 0)) strongest.set(one.service, one);
  }
  return new Map([...strongest].flatMap(([service, { profile }]) => (profile ? [[service, profile]] : [])));
}

/** Middle of the past of each latency metric, by service. */
function latencyLevels(metrics: readonly MetricSeries[], { atMs }: Window): Map<string, Map<string, number>> {
  const levels = new Map<string, Map<string, number>>();
  for (const { service, metric, times, values } of metrics) {
    if (metricRole(metric) !== 'latency') continue;
    const past: number[] = [];
    for (let i = 0; i < times.length; i++)
      if (times[i] < atMs && Number.isFinite(values[i])) past.push(values[i]);
    if (past.length === 0) continue;
    let of = levels.get(service);
    if (!of) levels.set(service, (of = new Map<string, number>()));
    of.set(metric, quantile(ascending(past), 0.5));
  }
  return levels;
}

/** By the middle one of the latency metrics that both have. */
function slower(caller?: ReadonlyMap<string, number>, callee?: ReadonlyMap<string, number>): boolean {
  if (!caller || !callee) return false;
  const ratios = [...caller].flatMap(([metric, level]) => {
    const other = callee.get(metric);
    return other !== undefined && other > 0 ? [level / other] : [];
  });
  return ratios.length > 0 && quantile(ascending(ratios), 0.5) >= SLOWER;
}
