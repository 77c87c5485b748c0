import type { ReplayView } from '../state.ts';
import { element } from './dom.ts';
import { dateAndTime, duration } from './format.ts';

/** What is replayed, and whether its times were moved. */
export class ReplayPanel {
  readonly root = element('div', { style: 'display: grid; gap: 8px' });
  #shown = '';

  show(replay: ReplayView): void {
    const key = JSON.stringify(replay);
    if (key === this.#shown) return;
    this.#shown = key;
    const { files, folder, signals, readings, from, to, shiftedMs } = replay;
    const moved = movedLine(shiftedMs);
    this.root.replaceChildren(
      element(
        'p',
        {},
        `${folder}: ${files} files, ${signals} signals, ${readings.toLocaleString('en')} readings.`,
      ),
      element('p', {}, `${dateAndTime(from)} to ${dateAndTime(to)}.`),
      element('p', { class: 'quiet' }, moved),
    );
  }
}

function movedLine(shiftedMs: number | null): string {
  if (shiftedMs === null)
    return 'Times were moved, each recording by its own, so that its last reading is now.';
  if (shiftedMs === 0) return 'Times are as the files have them.';
  return `Times were moved by ${duration(shiftedMs / 1000)}, so that the last reading is now.`;
}
