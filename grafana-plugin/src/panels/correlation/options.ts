export interface CorrelationOptions {
  showGraph: boolean;
}

export const DEFAULTS: CorrelationOptions = { showGraph: true };
