import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express, { type Express } from 'express';
import { DemoError } from '../errors.ts';
import { forward } from './forward.ts';
import { localOnly } from './guard.ts';
import { shopRoutes, type Demo } from './shop-routes.ts';

const APP = 'lapwing-anomaly-app';
const PROXY_PREFIXES = [
  /^\/api\/plugin-proxy\/lapwing-anomaly-app\//,
  /^\/api\/datasources\/proxy\/uid\/[^/]+\//,
];

export interface PageOptions {
  /** Folder of the Grafana plugin with its built `dist` and `dist-preview`. */
  plugin: string;
  title: string;
  controlsScript: string;
  service: { url: string; key: string };
  demo: Demo;
}

/** The page's application; the contract is in grafana-plugin/preview/README.md. */
export function createPage({ plugin, title, controlsScript, service, demo }: PageOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(localOnly);
  app.use((req, res, next) => {
    const prefix = PROXY_PREFIXES.find((pattern) => pattern.test(req.url));
    if (prefix === undefined) next();
    else forward(req, res, service, `/${req.url.replace(prefix, '')}`);
  });
  app.get('/preview-config.json', (_req, res) => {
    res.json({ title, controls: '/shop/controls.js', initialPath: `/a/${APP}` });
  });
  app.get('/shop/controls.js', (_req, res) => {
    res.type('text/javascript').send(controlsScript);
  });
  app.use('/shop', shopRoutes(demo));
  app.use(`/public/plugins/${APP}`, express.static(path.join(plugin, 'dist')));
  app.use(express.static(path.join(plugin, 'dist-preview')));
  app.use((req, res) => {
    if (req.method !== 'GET' || path.extname(req.path) !== '') {
      res.status(404).json({ error: `nothing at ${req.path}` });
      return;
    }
    res.sendFile(path.join(plugin, 'dist-preview', 'index.html'));
  });
  return app;
}

/**
 * Listens on 127.0.0.1. A port that the person named must be free; the usual one makes way for any that is.
 * Returns the server and the port that it got.
 */
export async function listen(
  app: Express,
  port: number,
  mustBeThis: boolean,
): Promise<{ server: Server; port: number; moved: boolean }> {
  const server = createServer(app);
  try {
    await listenOn(server, port);
    return { server, port: (server.address() as AddressInfo).port, moved: false };
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (mustBeThis) {
      throw new DemoError(
        {
          message: `port ${port} is taken by another program`,
          where: '--port',
          hint: 'choose another, or leave --port out and a free one is taken',
        },
        { cause: error },
      );
    }
    await listenOn(server, 0);
    return { server, port: (server.address() as AddressInfo).port, moved: true };
  }
}

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function isTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
  );
}
