import { Dense } from './cells/dense.ts';
import { LstmCell } from './cells/lstm-cell.ts';
import { EngineError } from '../errors.ts';
import { tensorOf, type Net } from './net-file.ts';

/** What the net reads of one reading, see `lstmInputs`. */
export const LSTM_INPUTS = 3;
/** Location, and scale before softplus, of the next reading's deviation. */
export const FORECAST_NUMBERS = 2;

/** Forecasts the next reading of a single signal: an LSTM and a dense head. Pure; its state is the caller's. */
export class LstmNet {
  readonly units: number;
  readonly #cell: LstmCell;
  readonly #head: Dense;

  /** Throws EngineError BAD_STATE when the net is another one. */
  constructor(net: Net) {
    if (net.kind !== 'lstm') throw new EngineError('BAD_STATE', `net: a ${net.kind} where an lstm is needed`);
    this.#cell = new LstmCell(tensorOf(net, 'lstm.kernel'), tensorOf(net, 'lstm.bias'));
    this.#head = new Dense(tensorOf(net, 'head.kernel'), tensorOf(net, 'head.bias'));
    this.units = this.#cell.units;
    this.#head.expect(this.units, FORECAST_NUMBERS);
    if (this.#cell.inputs !== LSTM_INPUTS) {
      throw new EngineError('BAD_STATE', `net: an lstm of ${this.#cell.inputs} inputs, not ${LSTM_INPUTS}`);
    }
  }

  /** Takes a reading's inputs into the state. */
  step(x: Float64Array, xAt: number, h: Float32Array, c: Float32Array, at: number): void {
    this.#cell.step(x, xAt, h, c, at);
  }

  /** What the state says of the next reading: FORECAST_NUMBERS numbers of `out` from `outAt` on. */
  forecast(h: Float32Array, at: number, out: Float64Array, outAt: number): void {
    this.#head.apply(h, at, out, outAt);
  }
}
