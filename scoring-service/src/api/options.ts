/** Requests a minute that one caller (or, without credentials, one address) may make, by kind of route. */
export interface RateLimits {
  requests: number;
  secrets: number;
  senders: number;
}

/**
 * `requests`: forty dashboards of fifty panels opened within a minute. `secrets`: more guesses of a password than a
 * person makes, far fewer than a dictionary has; only failed ones count. `senders`: two thousand programs that send
 * traces, metrics and logs every five seconds under one key.
 */
export const RATE_LIMITS: RateLimits = { requests: 2_000, secrets: 10, senders: 72_000 };

/** A form that a person filled in: the longest detector is far below. */
export const SMALL_BODY = '1mb';
/** 100,000 points with their times as ISO text, and room to spare. */
export const LARGE_BODY = '32mb';

export interface ApiOptions {
  version: string;
  /** Asked as `Authorization: Bearer …` for `/metrics`; open to anybody when absent. */
  metricsKey?: string;
  /** Origins whose pages may call the API from a browser; none unless told. */
  corsOrigins?: readonly string[];
  /** How many proxies stand in front, so that `X-Forwarded-For` tells the caller's address; none unless told. */
  trustedProxies?: number;
  rateLimits?: Partial<RateLimits>;
  /** Hold every answer to its schema; off in production, where it would cost and a person prefers the answer. */
  checkAnswers?: boolean;
  /** Between two signs of life on a stream of events, ms. */
  heartbeatMs?: number;
}
