import { BehaviorSubject, type Observable } from 'rxjs';
import type { PanelInput } from '../../types/dashboards.ts';

export interface PanelOutput {
  title?: string;
  defaultTitle?: string;
  [key: string]: unknown;
}

/** The dashboard, as its panels see it. */
interface Parent {
  getInput$(): Observable<unknown>;
  has(id: string): boolean;
  getInputForChild(id: string): PanelInput;
  updateInputForChild(id: string, changes: Record<string, unknown>): void;
}

/**
 * The base class of panels. As `Embeddable` of OpenSearch Dashboards 3.x (src/plugins/embeddable): input comes from the
 * dashboard alone; where nothing of it changes nothing is told; `reload` comes before the input is told.
 */
export abstract class Embeddable {
  abstract readonly type: string;
  readonly id: string;
  readonly parent: Parent | undefined;
  protected input: PanelInput;
  protected output: PanelOutput;
  private readonly input$: BehaviorSubject<PanelInput>;
  private readonly following: { unsubscribe(): void } | undefined;
  private destroyed = false;

  constructor(input: PanelInput, output: PanelOutput, parent?: Parent) {
    this.id = input.id;
    this.input = { viewMode: 'edit', ...input };
    this.output = { ...output, title: titleOf(this.input, output) };
    this.parent = parent;
    this.input$ = new BehaviorSubject(this.input);
    this.following = parent?.getInput$().subscribe(() => {
      if (parent.has(this.id)) this.#take(parent.getInputForChild(this.id));
    });
  }

  abstract reload(): void;
  abstract render(node: HTMLElement): void;

  getInput(): PanelInput {
    return this.input;
  }
  getInput$(): Observable<PanelInput> {
    return this.input$.asObservable();
  }
  getOutput(): PanelOutput {
    return this.output;
  }
  getTitle(): string {
    return this.output.title ?? '';
  }
  updateInput(changes: Record<string, unknown>): void {
    if (this.destroyed) throw new Error('Embeddable has been destroyed');
    this.parent?.updateInputForChild(this.id, changes);
  }
  destroy(): void {
    this.destroyed = true;
    this.input$.complete();
    this.following?.unsubscribe();
  }

  #take(next: PanelInput): void {
    if (JSON.stringify(next) === JSON.stringify(this.input)) return;
    if (next['lastReloadRequestTime'] !== this.input['lastReloadRequestTime']) this.reload();
    this.input = next;
    this.output = { ...this.output, title: titleOf(next, this.output) };
    this.input$.next(next);
  }
}

function titleOf({ title }: PanelInput, { defaultTitle }: PanelOutput): string {
  return title ?? defaultTitle ?? '';
}
