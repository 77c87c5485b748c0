declare module 'ml-isolation-forest' {
  /** The isolation forest of mljs, the outside oracle of the tests; it comes without types. */
  export class IsolationForest {
    constructor(options?: { nEstimators?: number });
    train(rows: readonly (readonly number[])[]): void;
    predict(rows: readonly (readonly number[])[]): number[];
  }
}
