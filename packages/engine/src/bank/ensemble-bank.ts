import { FADE_FLOATS, fadedProbability } from '../calibrate/fade.ts';
import { RECURRING_BYTES, beyondRecurring, dayBinOf } from '../calibrate/recurring.ts';
import { Columns } from '../columns.ts';
import { MODEL_WEIGHT, combineSurprises } from '../combine/combine.ts';
import { EngineError } from '../errors.ts';
import { ForestModel } from '../models/forest.ts';
import { JointModel } from '../models/joint.ts';
import { LstmModel } from '../models/lstm.ts';
import type { Model } from '../models/model.ts';
import { StatisticalModel } from '../models/statistical.ts';
import { NEWS_FLOATS, newsOf } from '../news/news.ts';
import { ORDINARY, type Stray } from '../news/records.ts';
import { meanSurprise } from '../news/mean-surprise.ts';
import { packSections, unpackSections } from '../sections.ts';
import { TraitTracker } from '../traits/tracker.ts';
import { createTraitRows, type TraitRows } from '../traits/rows.ts';
import { netId } from '../nets/net-file.ts';
import { BANK_VERSION, type Bank, type BankNets, type BankSettings } from './bank.ts';
import { FEATURES, MODELS, type BankScores } from './scores.ts';

const VERSION = BANK_VERSION;
const JOINT = MODELS.indexOf('joint');
const JOINT_FEATURE = FEATURES.indexOf('joint');
const LAYOUT = {
  fade: ['f32', FADE_FLOATS],
  recurring: ['u8', RECURRING_BYTES],
  news: ['f32', NEWS_FLOATS],
} as const;

/** traits → models → one surprise → p-value, news: for many signals at once, in columns. */
export class EnsembleBank implements Bank {
  readonly settings: BankSettings;
  readonly #traits: TraitTracker;
  readonly #models: Model[] = [];
  readonly #jointModel: JointModel | undefined;
  readonly #lstm: LstmModel | undefined;
  readonly #columns = new Columns(LAYOUT);
  #lastMs = -Infinity;
  #rows = 0;
  #traitRows: TraitRows = createTraitRows(0);
  #present = new Uint8Array(0);
  #surprises: Float64Array[] = [];
  #joint = new Float64Array(0);
  readonly #stray: Stray = { ...ORDINARY };

  constructor(settings: BankSettings, nets: BankNets = {}) {
    check(settings);
    this.settings = settings;
    this.#traits = new TraitTracker(settings.intervalSeconds, settings.direction);
    if (settings.models.statistical) this.#models.push(new StatisticalModel());
    if (settings.models.forest) this.#models.push(new ForestModel(settings.seed));
    if (settings.models.joint === true) this.#models.push((this.#jointModel = new JointModel(settings.seed)));
    if (settings.models.lstm === true) this.#models.push((this.#lstm = lstmOf(nets)));
  }

  get size(): number {
    return this.#columns.size;
  }

  get bytesPerSlot(): number {
    return this.#models.reduce(
      (sum, model) => sum + model.bytesPerSlot,
      this.#columns.bytesPerSlot + this.#traits.columns.bytesPerSlot,
    );
  }

  addSlots(count: number): number {
    this.#traits.columns.addSlots(count);
    for (const model of this.#models) model.addSlots(count);
    return this.#columns.addSlots(count);
  }

  join(slot: number, entity: number): boolean {
    return this.#jointModel?.join(slot, entity) ?? false;
  }

  clearSlot(slot: number): void {
    this.#columns.clearSlot(slot);
    this.#traits.columns.clearSlot(slot);
    for (const model of this.#models) model.clearSlot(slot);
  }

  useNet(_kind: 'lstm', net: Uint8Array): void {
    if (this.#lstm === undefined) throw new EngineError('BAD_SETTINGS', 'no model of this bank asks a net');
    if (netId(net) !== this.#lstm.netId) this.#lstm.useNet(net);
  }

  netInUse(_kind: 'lstm'): string | undefined {
    return this.#lstm?.netId;
  }

  step(timeMs: number, slots: Uint32Array, values: Float64Array, out: BankScores): void {
    if (!(Number.isFinite(timeMs) && timeMs > this.#lastMs)) {
      throw new EngineError('BAD_TIME', `interval ${timeMs} does not come after ${this.#lastMs}`);
    }
    const rows = slots.length;
    this.#makeRoom(rows);
    for (let i = 0; i < rows; i++) {
      if (slots[i] >= this.size) throw new EngineError('BAD_SLOT', `slot ${slots[i]} of ${this.size}`);
      this.#present[i] = Number.isFinite(values[i]) ? 1 : 0;
    }
    this.#lastMs = timeMs;
    this.#traits.step(timeMs, slots, values, this.#traitRows);
    this.#models.forEach((model, m) => {
      model.step(slots, this.#present, this.#traitRows, this.#surprises[m]);
    });
    const weights = this.#models.map((model) => MODEL_WEIGHT[model.name]);
    combineSurprises(this.#surprises, weights, rows, this.#joint);
    this.#tell(dayBinOf(timeMs), slots, rows, out);
  }

  #tell(dayBin: number, slots: Uint32Array, rows: number, out: BankScores): void {
    const { fade, recurring } = this.#columns.of;
    const t = this.#traitRows;
    for (let i = 0; i < rows; i++) {
      out.expected[i] = t.expected[i];
      out.lower[i] = t.lower[i];
      out.upper[i] = t.upper[i];
      out.model[i] = this.#loudestModel(i);
      // What is odd of a reading only beside those of other signals is no matter of its level, change, spread or season.
      out.feature[i] = out.model[i] === JOINT ? JOINT_FEATURE : t.feature[i];
      out.confidence[i] = t.confidence[i];
      out.surprise[i] = this.#joint[i];
      out.entity[i] = this.#jointModel?.entitySurprise(slots[i]) ?? 0;
      if (this.#present[i] === 0) {
        out.pValue[i] = 1;
        out.news[i] = 0;
        out.echo[i] = 0;
        continue;
      }
      const surprise = beyondRecurring(recurring, slots[i] * RECURRING_BYTES, dayBin, this.#joint[i]);
      const p = fadedProbability(fade, slots[i] * FADE_FLOATS, surprise);
      out.pValue[i] = p;
      const faded = fade[slots[i] * FADE_FLOATS];
      out.echo[i] = faded > 0 ? 1 - Math.min(1, surprise / faded) : 0;
      out.news[i] = this.#newsOf(i, slots[i]);
    }
  }

  #newsOf(row: number, slot: number): number {
    const t = this.#traitRows;
    const stray = this.#stray;
    stray.fromLevel = t.fromLevel[row];
    stray.change = t.change[row];
    stray.fromSeason = t.fromSeason[row];
    stray.seasonStep = t.seasonStep[row];
    stray.surprise = meanSurprise(t.surprise, row);
    stray.seasonal = t.seasonal[row] === 1;
    stray.rescaled = t.rescaled[row];
    return newsOf(this.#columns.of.news, slot * NEWS_FLOATS, stray);
  }

  #loudestModel(row: number): number {
    let loudest = 0;
    for (let m = 1; m < this.#models.length; m++) {
      if (this.#surprises[m][row] > this.#surprises[loudest][row]) loudest = m;
    }
    return MODELS.indexOf(this.#models[loudest].name);
  }

  #makeRoom(rows: number): void {
    if (rows <= this.#rows) return;
    this.#rows = rows;
    this.#traitRows = createTraitRows(rows);
    this.#present = new Uint8Array(rows);
    this.#surprises = this.#models.map(() => new Float64Array(rows));
    this.#joint = new Float64Array(rows);
  }

  save(): Uint8Array {
    const settings = new TextEncoder().encode(
      JSON.stringify({ settings: this.settings, lastMs: this.#lastMs }),
    );
    return packSections(VERSION, [
      settings,
      this.#columns.pieces(VERSION),
      this.#traits.pieces(),
      ...this.#models.map((model) => model.save()),
    ]);
  }

  /** Throws EngineError UNSUPPORTED_VERSION, BAD_STATE. */
  static restore(bytes: Uint8Array): EnsembleBank {
    const [head, columns, traits, ...models] = unpackSections(bytes, VERSION, 'bank');
    const { settings, lastMs } = readHead(head);
    // The nets come first: they say how wide the columns are.
    const last = models.at(-1);
    const nets = settings.models.lstm === true && last ? { lstm: LstmModel.netIn(last) } : {};
    const bank = new EnsembleBank(settings, nets);
    if (models.length !== bank.#models.length) throw new EngineError('BAD_STATE', 'bank: models are missing');
    bank.#lastMs = lastMs ?? -Infinity;
    bank.#columns.restore(columns, VERSION, 'bank');
    bank.#traits.restore(traits);
    bank.#models.forEach((model, m) => {
      model.restore(models[m]);
    });
    return bank;
  }
}

interface Head {
  settings: BankSettings;
  /** null before the first step: JSON knows no infinity. */
  lastMs: number | null;
}

function readHead(bytes: Uint8Array): Head {
  try {
    const head = JSON.parse(new TextDecoder().decode(bytes)) as Head;
    check(head.settings);
    return head;
  } catch (cause) {
    throw new EngineError('BAD_STATE', 'bank: its settings cannot be read', { cause });
  }
}

function lstmOf({ lstm }: BankNets): LstmModel {
  if (lstm === undefined) throw new EngineError('BAD_SETTINGS', 'the model lstm needs a net');
  return new LstmModel(lstm);
}

function check(settings: BankSettings): void {
  if (!(settings.intervalSeconds > 0 && settings.intervalSeconds < Infinity)) {
    throw new EngineError(
      'BAD_SETTINGS',
      `an interval of ${settings.intervalSeconds} s: it must be above 0 and finite`,
    );
  }
  if (!settings.models.statistical && !settings.models.forest && settings.models.lstm !== true) {
    throw new EngineError('BAD_SETTINGS', 'a bank needs at least one model');
  }
}
