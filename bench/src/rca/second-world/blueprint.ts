/** What a component is: only an `app` has spans and logs of its own. */
export type Part = 'app' | 'database' | 'cache' | 'broker';
export type Tongue = 'java' | 'go' | 'node' | 'python';

/**
 * What an endpoint asks of others, one after the other, in words: `cart/get`; with marks behind it, `?` when its failure is
 * borne, `!` when it is tried again, `%30` when 30 in a hundred requests ask, `*3` when asked three times. `redis/get|db/select`
 * asks the second when the first, a cache, has nothing.
 */
type Asks = string;

export interface ServicePlan {
  part: Part;
  tongue: Tongue;
  endpoints: Readonly<Record<string, Asks>>;
}

export interface Blueprint {
  /** The first is where users come in. */
  services: Readonly<Record<string, ServicePlan>>;
  /** What users do, by how often. */
  journeys: Readonly<Record<string, number>>;
  /** Topics of brokers, `kafka/orders`, and the endpoints that take what comes by them. */
  consumers?: Readonly<Record<string, readonly string[]>>;
}

export const java = (endpoints: Record<string, Asks>): ServicePlan => ({
  part: 'app',
  tongue: 'java',
  endpoints,
});
export const go = (endpoints: Record<string, Asks>): ServicePlan => ({
  part: 'app',
  tongue: 'go',
  endpoints,
});
export const node = (endpoints: Record<string, Asks>): ServicePlan => ({
  part: 'app',
  tongue: 'node',
  endpoints,
});
export const python = (endpoints: Record<string, Asks>): ServicePlan => ({
  part: 'app',
  tongue: 'python',
  endpoints,
});
/** Endpoints of stores are those that are asked for. */
export const database: ServicePlan = { part: 'database', tongue: 'go', endpoints: {} };
export const cache: ServicePlan = { part: 'cache', tongue: 'go', endpoints: {} };
export const broker: ServicePlan = { part: 'broker', tongue: 'java', endpoints: {} };
