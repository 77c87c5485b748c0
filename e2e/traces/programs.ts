import { context, SpanStatusCode, trace, type Context, type SpanKind } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

/** A program with OpenTelemetry's own SDK and exporter. */
export interface TracedProgram {
  /** Work of `ms` milliseconds that ended at `end`, inside `parent`; `inside` is called with its context. */
  span(work: Work, inside?: (context: Context) => void): void;
  flush(): Promise<void>;
  stop(): Promise<void>;
}

interface Work {
  name: string;
  kind: SpanKind;
  /** Epoch ms. */
  end: number;
  ms: number;
  parent?: Context;
  failed?: boolean;
  attributes?: Record<string, string | number>;
}

export function startProgram(
  service: string,
  url: string,
  key: string,
  encoding: 'protobuf' | 'json',
  gzip = false,
): TracedProgram {
  const settings = {
    url: `${url}/v1/traces`,
    headers: { authorization: `Bearer ${key}` },
    ...(gzip && { compression: 'gzip' as never }),
  };
  const exporter = encoding === 'json' ? new JsonExporter(settings) : new ProtobufExporter(settings);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('e2e');
  return {
    span({ name, kind, end, ms, parent = context.active(), failed, attributes }, inside) {
      const span = tracer.startSpan(
        name,
        { kind, startTime: end - ms, attributes: attributes ?? {} },
        parent,
      );
      if (failed === true) span.setStatus({ code: SpanStatusCode.ERROR });
      inside?.(trace.setSpan(parent, span));
      span.end(end);
    },
    flush: () => provider.forceFlush(),
    stop: () => provider.shutdown(),
  };
}
