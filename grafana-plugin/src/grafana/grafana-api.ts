import { type BackendSrvRequest, getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { z } from 'zod';

interface GrafanaRequest {
  method: 'GET' | 'POST' | 'PUT';
  /** Without a leading slash, with its query. */
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Asks Grafana's own API with the person's rights; rejects with GrafanaRefusal for an answer that is no success. */
export type Ask = (request: GrafanaRequest) => Promise<unknown>;

/** Grafana said no. `status` 0: it could not be reached. */
export class GrafanaRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.name = 'GrafanaRefusal';
    this.status = status;
  }
}

const Thrown = z.object({
  status: z.number(),
  data: z
    .object({
      message: z.string().optional(),
      // What a data source said that was asked through Grafana.
      results: z.record(z.string(), z.object({ error: z.string().optional() })).optional(),
    })
    .nullish()
    .catch(undefined),
});

export const askGrafana: Ask = async ({ method, path, body, headers }) => {
  const request: BackendSrvRequest = {
    ...{ url: path, method, showErrorAlert: false, showSuccessAlert: false },
    ...(body !== undefined && { data: body }),
    ...(headers && { headers }),
  };
  try {
    return (await lastValueFrom(getBackendSrv().fetch<unknown>(request))).data;
  } catch (error) {
    const { status, data } = Thrown.catch({ status: 0, data: undefined }).parse(error);
    const asked = Object.values(data?.results ?? {}).find((one) => one.error !== undefined);
    const said =
      data?.message ?? asked?.error ?? (status === 0 ? 'Grafana does not answer' : `status ${status}`);
    throw new GrafanaRefusal(status, said, { cause: error });
  }
};

/** An answer of Grafana as far as it is needed. Throws GrafanaRefusal where this Grafana answers something else. */
export function readAnswer<T extends z.ZodType>(schema: T, answer: unknown, path: string): z.output<T> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new GrafanaRefusal(200, `this Grafana’s answer to ${path} is not known to the plugin`, {
    cause: parsed.error,
  });
}

export function hasStatus(error: unknown, ...statuses: number[]): error is GrafanaRefusal {
  return error instanceof GrafanaRefusal && statuses.includes(error.status);
}
