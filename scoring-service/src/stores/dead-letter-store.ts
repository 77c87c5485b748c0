/** A document that OpenSearch refused for good, with its reason. */
export interface DeadLetter {
  documentId: string;
  index: string;
  reason: string;
  /** The document as JSON. */
  document: string;
  /** When it was refused; epoch ms. */
  at: number;
}

/** Refused documents, kept so that nothing is lost in silence; the oldest leave when there are too many. */
export interface DeadLetterStore {
  put(letters: DeadLetter[]): void;
  /** Newest first. */
  list(most: number): DeadLetter[];
  count(): number;
  /** Removes those refused before `beforeMs`. */
  expire(beforeMs: number): number;
}
