import { Embeddable } from 'plugin/embeddable/public';
import React from 'react';
import type { CoreStart } from '../../types/core-public.ts';
import type { DataStart, EmbeddableBase, PanelInput } from '../../types/dashboards.ts';
import { appLinks } from '../app-links.ts';
import { LookProvider } from '../look/LookProvider.tsx';
import { lookOf } from '../look/look.ts';
import { spanOf } from '../panels/bounds.ts';
import { conditionsOf } from '../panels/conditions.ts';
import { buildQuery } from '../panels/watch.chunk.ts';
import { render } from '../render.ts';
import { lapwing } from '../service/ask.ts';
import type { PanelState } from './panel-state.ts';
import { LivePanel } from './LivePanel.tsx';
import { PanelSettings, SETTINGS_KEY } from './settings.ts';
import { Told } from './told.ts';
import { EMBEDDABLE_TYPE } from './type.ts';

interface Context {
  core: CoreStart;
  data: DataStart;
}

/** A panel of ours, as OpenSearch Dashboards holds one: it hands on what the panel's input asks for. */
class LapwingEmbeddable extends Embeddable {
  readonly type = EMBEDDABLE_TYPE;
  private shown: Shown | undefined;

  /** Must be called once it is made: the base class calls `reload` while it makes itself. */
  begin(context: Context): this {
    this.shown = new Shown(context, this);
    return this;
  }
  override render(node: HTMLElement): void {
    this.shown?.render(node);
  }
  override reload(): void {
    this.shown?.reload();
  }
  override destroy(): void {
    this.shown?.destroy();
    super.destroy();
  }
}

/** What is drawn of a panel, and what it asks for. */
class Shown {
  readonly #context: Context;
  readonly #panel: EmbeddableBase;
  readonly #asked: Told<PanelState>;
  readonly #sizes: ResizeObserver;
  readonly #inputs: { unsubscribe(): void };
  #unmount: (() => void) | undefined;

  constructor(context: Context, panel: EmbeddableBase) {
    this.#context = context;
    this.#panel = panel;
    this.#asked = new Told(this.#state(0, 0));
    this.#sizes = new ResizeObserver(([entry]) => {
      this.#asked.tell({ ...this.#asked.now, height: Math.floor(entry?.contentRect.height ?? 0) });
    });
    this.#inputs = panel.getInput$().subscribe(() => this.#ask(0));
  }

  render(node: HTMLElement): void {
    this.#takeAway();
    const { core } = this.#context;
    // The panel's own element is a flexible box, in which ours would be as narrow as its text.
    const place = document.createElement('div');
    Object.assign(place.style, { width: '100%', height: '100%', overflow: 'hidden' });
    node.append(place);
    this.#sizes.observe(place);
    const unmount = render(
      <LookProvider look={lookOf(core.uiSettings)}>
        <LivePanel lapwing={lapwing(core.http)} links={appLinks(core)} state={this.#asked} />
      </LookProvider>,
      place,
    );
    this.#unmount = () => {
      unmount();
      place.remove();
    };
  }

  reload(): void {
    this.#ask(1);
  }

  destroy(): void {
    this.#inputs.unsubscribe();
    this.#takeAway();
  }

  #takeAway(): void {
    this.#sizes.disconnect();
    this.#unmount?.();
    this.#unmount = undefined;
  }

  #ask(turns: number): void {
    const { height, turn } = this.#asked.now;
    this.#asked.tell(this.#state(height, turn + turns));
  }

  /** By the panel's input; a range that moves with the clock is read off it here. */
  #state(height: number, turn: number): PanelState {
    const { timeRange, query, filters = [], ...input } = this.#panel.getInput();
    return {
      settings: PanelSettings.parse(input[SETTINGS_KEY]),
      span: spanOf(this.#context.data, timeRange),
      conditions: conditionsOf(buildQuery(query ? [query] : [], filters)),
      ...{ height, turn },
    };
  }
}

export function makeEmbeddable(context: Context, input: PanelInput, parent: unknown): EmbeddableBase {
  return new LapwingEmbeddable(input, { defaultTitle: 'Lapwing anomalies', editable: false }, parent).begin(
    context,
  );
}
