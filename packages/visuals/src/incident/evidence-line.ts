/** What speaks for a suspect, on a card that is named after its service. Plain text. */
export interface EvidenceLine {
  text: string;
  /** The trace that shows it, where one does. */
  traceId: string | undefined;
}

const TRACE = / \(trace ([0-9a-f]{8,32})\)$/i;
/** `cpu: cpu of database is …`: the name of the signal, then a sentence that begins with it. */
const NAMED_TWICE = /^(.+?): (?=\1 )/;

/** A sentence of evidence without what its card says already: its service, and its signal's name a second time. */
export function evidenceLine(sentence: string, service: string): EvidenceLine {
  const text = sentence
    .replace(TRACE, '')
    .replace(NAMED_TWICE, '')
    .replace(` of ${service} `, ' ')
    .replace(`callee=${service}, `, '');
  return { text, traceId: TRACE.exec(sentence)?.[1] };
}
