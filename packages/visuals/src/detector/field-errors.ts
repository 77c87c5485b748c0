/** A fault that the service told: where in what was sent, and what is wrong there. */
export interface FieldFault {
  where: string;
  message: string;
}

/** Faults by their place in the detector: `query.expr`, `suppress.windows[0].end`. */
export interface FieldErrors {
  /** What is wrong at a field, or within it; undefined where nothing is. */
  at: (field: string) => string | undefined;
  /** Faults at none of `fields`, each with its place: they are told above the form. */
  elsewhere: (fields: readonly string[]) => string[];
}

/** What a detector was wrapped in when it was sent. */
const WRAPPED = /^body\.(detector\.)?/;

export function fieldErrors(faults: readonly FieldFault[]): FieldErrors {
  const placed = faults.map(({ where, message }) => ({ place: where.replace(WRAPPED, ''), message }));
  const holds = (field: string, place: string): boolean =>
    place === field || (place.startsWith(field) && /^[.[]/.test(place.slice(field.length)));
  return {
    at: (field) => placed.find(({ place }) => holds(field, place))?.message,
    elsewhere: (fields) =>
      placed
        .filter(({ place }) => !fields.some((field) => holds(field, place)))
        .map(({ place, message }) => (place === '' ? message : `${place}: ${message}`)),
  };
}
