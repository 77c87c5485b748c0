import { BehaviorSubject, type Observable } from 'rxjs';
import type { PanelInput } from '../../types/dashboards.ts';
import type { Embeddable } from './embeddable.ts';

/** What makes panels of a type; the ways in that this dashboard uses. */
export interface PanelFactory {
  type: string;
  getDisplayName(): string;
  create(input: PanelInput, parent: Dashboard): Promise<Embeddable>;
  getExplicitInput?(): Promise<Record<string, unknown>>;
}

export interface SavedPanel {
  type: string;
  explicitInput: Record<string, unknown>;
}

/** What a dashboard hands to all of its panels, and its panels. */
export interface DashboardInput {
  panels: Record<string, SavedPanel>;
  [key: string]: unknown;
}

/**
 * The container of panels, as far as `Container` of OpenSearch Dashboards 3.x (src/plugins/embeddable) makes panels, hands
 * them their input, and takes changes from them. What a panel has of its own goes before what all have.
 */
export class Dashboard {
  readonly #factories: ReadonlyMap<string, PanelFactory>;
  readonly #input$: BehaviorSubject<DashboardInput>;
  readonly children$ = new BehaviorSubject<readonly Embeddable[]>([]);

  constructor(input: DashboardInput, factories: ReadonlyMap<string, PanelFactory>) {
    this.#factories = factories;
    this.#input$ = new BehaviorSubject(input);
  }

  /** Makes the panels that it was given. */
  async load(): Promise<void> {
    await Promise.all(Object.keys(this.#input$.value.panels).map((id) => this.#make(id)));
  }
  getInput(): DashboardInput {
    return this.#input$.value;
  }
  getInput$(): Observable<DashboardInput> {
    return this.#input$.asObservable();
  }
  has(id: string): boolean {
    return id in this.#input$.value.panels;
  }
  updateInput(changes: Record<string, unknown>): void {
    const next = { ...this.#input$.value, ...changes };
    if (JSON.stringify(next) !== JSON.stringify(this.#input$.value)) this.#input$.next(next);
  }
  updateInputForChild(id: string, changes: Record<string, unknown>): void {
    const panel = this.#panel(id);
    const explicitInput = { ...panel.explicitInput, ...changes };
    this.updateInput({ panels: { ...this.getInput().panels, [id]: { ...panel, explicitInput } } });
  }
  getInputForChild(id: string): PanelInput {
    const shared = Object.entries(this.getInput()).filter(([name]) => name !== 'panels');
    return { ...Object.fromEntries(shared), ...this.#panel(id).explicitInput, id };
  }
  async addNewEmbeddable(type: string, explicitInput: Record<string, unknown>): Promise<void> {
    const id = crypto.randomUUID();
    this.updateInput({ panels: { ...this.getInput().panels, [id]: { type, explicitInput } } });
    await this.#make(id);
  }

  #panel(id: string): SavedPanel {
    const panel = this.getInput().panels[id];
    if (panel === undefined) throw new Error(`there is no panel ${id}`);
    return panel;
  }
  async #make(id: string): Promise<void> {
    const { type } = this.#panel(id);
    const factory = this.#factories.get(type);
    if (factory === undefined) throw new Error(`there is no factory of panels of the type ${type}`);
    const child = await factory.create(this.getInputForChild(id), this);
    this.children$.next([...this.children$.value, child]);
  }
}
