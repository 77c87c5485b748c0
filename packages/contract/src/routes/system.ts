import { z } from 'zod';
import { Health } from '../analytics.ts';
import { routes } from './route.ts';

export const systemRoutes = routes({
  health: {
    method: 'get',
    path: '/api/health',
    tag: 'System',
    access: 'public',
    summary: 'How each source and store is',
    description: 'Always 200 while the service can answer; `status` is that of the worst part.',
    status: 200,
    answer: Health,
  },
  openapi: {
    method: 'get',
    path: '/api/openapi.json',
    tag: 'System',
    access: 'public',
    summary: 'This document',
    status: 200,
    answer: z.record(z.string(), z.unknown()),
  },
  docs: {
    method: 'get',
    path: '/api/docs',
    tag: 'System',
    access: 'public',
    summary: 'This document as a page',
    status: 200,
    answer: { media: 'text/html', description: 'a page without scripts' },
  },
  prometheus: {
    method: 'get',
    path: '/metrics',
    tag: 'System',
    access: 'scrape',
    summary: 'Metrics for Prometheus',
    status: 200,
    answer: { media: 'text/plain', description: 'Prometheus text format' },
  },
});
