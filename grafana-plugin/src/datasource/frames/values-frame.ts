import { type DataFrame, FieldType, createDataFrame } from '@grafana/data';

export interface Choice {
  text: string;
  value: string;
}

/** What a dashboard variable chooses from. */
export function valuesFrame(refId: string, choices: readonly Choice[]): DataFrame {
  return createDataFrame({
    refId,
    fields: [
      { name: 'text', type: FieldType.string, values: choices.map(({ text }) => text) },
      { name: 'value', type: FieldType.string, values: choices.map(({ value }) => value) },
    ],
  });
}
