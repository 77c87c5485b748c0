import React from 'react';
import { z } from 'zod';
import type { PanelInput, SavedObjects, Visualisation } from '../../types/dashboards.ts';
import { render } from '../../public/render.ts';
import type { Dashboard } from './dashboard.ts';
import { Embeddable } from './embeddable.ts';
import type { ExpressionsService } from './expressions.ts';
import { LayerList, VisLayer } from './LayerList.tsx';

const Augment = z.object({
  attributes: z.object({
    visLayerExpressionFn: z.object({
      type: z.literal('PointInTimeEvents'),
      name: z.string(),
      args: z.record(z.string(), z.unknown()),
    }),
  }),
});

/** A visualisation as somebody saved it: what `Vis.serialize()` gives of it, and its index pattern. */
export const SavedVisualisation = z.object({
  id: z.string(),
  title: z.string(),
  indexPattern: z.object({ id: z.string(), title: z.string(), timeFieldName: z.string() }),
  serialized: z.record(z.string(), z.unknown()),
});
export type SavedVisualisation = z.infer<typeof SavedVisualisation>;

interface Context {
  basePath: string;
  expressions: ExpressionsService;
  savedObjects: SavedObjects;
  saved: SavedVisualisation;
}

/**
 * A panel of the type `visualization`, without its drawing: what others learn of it, and its overlays, which it asks for
 * before it draws, as `VisualizeEmbeddable.fetchVisLayers` of OpenSearch Dashboards 3.x does (src/plugins/visualizations).
 */
export class VisualizationPanel extends Embeddable {
  readonly type = 'visualization';
  readonly vis: Visualisation;
  readonly #context: Context;
  #node: HTMLElement | undefined;
  #unmount: (() => void) | undefined;

  constructor(context: Context, input: PanelInput, parent: Dashboard) {
    const { id, title, indexPattern, serialized } = context.saved;
    super(input, { defaultTitle: title, editable: true, indexPatterns: [indexPattern] }, parent);
    this.#context = context;
    this.vis = { id, title, data: { indexPattern }, serialize: () => ({ id, title, ...serialized }) };
    this.getInput$().subscribe(() => this.reload());
  }

  render(node: HTMLElement): void {
    this.#node = node;
    this.reload();
  }
  reload(): void {
    void this.#draw();
  }
  override destroy(): void {
    this.#unmount?.();
    super.destroy();
  }

  async #draw(): Promise<void> {
    const node = this.#node;
    if (node === undefined) return;
    const layers = await this.#layers();
    this.#unmount?.();
    this.#unmount = render(<LayerList layers={layers} basePath={this.#context.basePath} />, node);
  }
  async #layers(): Promise<VisLayer[]> {
    const { savedObjects, expressions, saved } = this.#context;
    const { savedObjects: found } = await savedObjects.client.find({
      ...{ type: 'augment-vis', perPage: 100 },
      hasReference: { type: 'visualization', id: saved.id },
    });
    const { timeRange, query, filters } = this.getInput();
    const calls = z
      .array(Augment)
      .parse(found)
      .map(({ attributes }) => attributes.visLayerExpressionFn);
    return z.array(VisLayer).parse(await expressions.run(calls, { timeRange, query, filters }));
  }
}
