export interface Drawing {
  /** From the arrival of the last answer to the last stroke or mark after it. */
  tookMs: number;
  /** Marks on the chart. */
  marks: number;
}

declare global {
  interface Window {
    /** `answers`: what is in the addresses of those that are waited for. */
    lapwingDrawing: (answers: string) => Drawing;
  }
}

/** Runs in the page before anything else: notes when the last stroke was made and the last mark set. */
export function watchDrawing(): void {
  const MARKS = '[data-testid="data-testid annotation-marker"], [data-testid="stock-marks"] li';
  let last = 0;
  performance.setResourceTimingBufferSize(10_000);
  const canvas = CanvasRenderingContext2D.prototype;
  for (const name of ['stroke', 'fill', 'fillRect', 'fillText'] as const) {
    const own = canvas[name] as (...args: unknown[]) => void;
    Object.assign(canvas, {
      [name](this: CanvasRenderingContext2D, ...args: unknown[]): void {
        own.apply(this, args);
        // A text that is measured for a menu is no picture.
        if (this.canvas.isConnected) last = performance.now();
      },
    });
  }
  new MutationObserver((changes) => {
    const marked = changes.some(({ addedNodes }) =>
      [...addedNodes].some(
        (node) => node instanceof Element && (node.matches(MARKS) || node.querySelector(MARKS)),
      ),
    );
    if (marked) last = performance.now();
  }).observe(document, { childList: true, subtree: true });
  window.lapwingDrawing = (wanted) => {
    const answers = performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes(wanted)) as PerformanceResourceTiming[];
    const arrived = Math.max(...answers.map(({ responseEnd }) => responseEnd));
    return { tookMs: Math.round(last - arrived), marks: document.querySelectorAll(MARKS).length };
  };
}
