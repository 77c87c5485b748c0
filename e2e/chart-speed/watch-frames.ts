declare global {
  interface Window {
    lapwingFrames: {
      start: () => void;
      /** What the page's own thread did in each frame since the start, ms: script, style, layout and paint. */
      stop: () => number[];
    };
  }
}

/** Runs in the page before anything else: times each frame from its beginning until the thread is free again. */
export function watchFrames(): void {
  let took: number[] = [];
  let running = false;
  const { port1, port2 } = new MessageChannel();
  let began = 0;
  // A message is handled when the frame that sent it has been painted.
  port1.onmessage = () => took.push(performance.now() - began);
  const frame = (): void => {
    if (!running) return;
    began = performance.now();
    port2.postMessage(null);
    requestAnimationFrame(frame);
  };
  window.lapwingFrames = {
    start: () => {
      took = [];
      running = true;
      requestAnimationFrame(frame);
    },
    stop: () => {
      running = false;
      return took;
    },
  };
}
