// Replays a history into a store and writes it to OpenSearch, from wherever it was killed. Says "open" once it begins,
// and "done" when it ends by itself, once OpenSearch holds everything.
import { setTimeout as sleep } from 'node:timers/promises';
import { historySignals, historyStep, type History } from './history.ts';
import { openWriter } from './open-writer.ts';
import { MINUTE } from '../../scoring-service/src/stores/test-steps.ts';

const [url, folder, json] = process.argv.slice(2);
const history = JSON.parse(json) as History;
const signals = historySignals(history);
const { stores, writer } = openWriter(url, { folder, settings: { batch_documents: 700 } });
process.stdout.write('open\n');

const watermark = stores.scores.watermark('shop') ?? history.from;
// Steps back a little, as a restart from a model snapshot does: what was scored before is scored again.
const done = (watermark - history.from) / MINUTE;
const replayed = Math.max(0, done - 3 * history.intervalsPerStep);
for (let t = replayed; t < history.intervals; t += history.intervalsPerStep) {
  stores.scores.commit(historyStep(history, signals, t));
  writer.wake();
  await sleep(15);
}
await writer.flush(AbortSignal.timeout(120_000));
await writer.close();
stores.close();
process.stdout.write('done\n');
