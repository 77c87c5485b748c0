/** The source of spans that programs send, which every service has. */
export const OTLP_SOURCE = 'otlp';
