import * as emotion from '@emotion/css';
import * as data from '@grafana/data';
import * as runtime from '@grafana/runtime';
import * as ui from '@grafana/ui';
import React from 'react';
import ReactDom from 'react-dom';
import * as rxjs from 'rxjs';
import { PageFrame } from '../shell/PageFrame.tsx';

/** What Grafana shares with its plugins, as far as ours asks for it. */
const SHARED: Readonly<Record<string, unknown>> = {
  react: React,
  'react-dom': ReactDom,
  rxjs,
  '@emotion/css': emotion,
  '@grafana/data': data,
  // Grafana sets its page frame at its start; only its own code may.
  '@grafana/runtime': { ...runtime, PluginPage: PageFrame },
  '@grafana/ui': ui,
};

type Factory = (...modules: unknown[]) => unknown;

/** Loads a built `module.js`, as Grafana's loader does: an AMD module that is handed what Grafana shares. */
export async function loadModule(url: string): Promise<unknown> {
  let made: unknown;
  let failed: unknown;
  const define = (dependencies: string[], factory: Factory): void => {
    try {
      made = factory(
        ...dependencies.map((id) => {
          if (id === 'module') return { uri: new URL(url, location.href).href };
          if (!(id in SHARED)) throw new Error(`${url} asks for ${id}, which Grafana does not share`);
          return SHARED[id];
        }),
      );
    } catch (error) {
      failed = error;
    }
  };
  // One at a time: whose `define` it is can't be told otherwise.
  const turn = loading.then(async () => {
    Object.assign(window, { define });
    try {
      await runScript(url);
    } finally {
      Reflect.deleteProperty(window, 'define');
    }
  });
  loading = turn.catch(() => undefined);
  await turn;
  if (failed !== undefined) throw failed;
  return made;
}

let loading: Promise<unknown> = Promise.resolve();

function runScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${url} could not be loaded: is the plugin built?`));
    document.head.append(script);
  });
}
