import { type DataFrame, DataTopic, FieldType, createDataFrame } from '@grafana/data';
import { type Mark, severityColour } from '@lapwing/visuals';
import { markTags, markText, markTitle } from './mark-text.ts';

/** Marks as a panel query sends them: of the annotation topic, each with a colour of its own. */
export function marksFrame(refId: string, marks: readonly Mark[], now: number): DataFrame {
  return createDataFrame({
    refId,
    name: 'Anomalies',
    meta: { dataTopic: DataTopic.Annotations },
    fields: [
      ...columns(marks, now),
      { name: 'isRegion', type: FieldType.boolean, values: marks.map((mark) => mark.to > mark.from) },
      {
        name: 'color',
        type: FieldType.string,
        values: marks.map(({ severity }) => severityColour(severity)),
      },
      // No id of Grafana's own: nobody can edit these by hand.
      { name: 'id', type: FieldType.number, values: marks.map(() => 0) },
    ],
  });
}

/** Marks as an annotation query gives them: Grafana paints them all in the colour that the layer has. */
export function annotationsFrame(refId: string, marks: readonly Mark[], now: number): DataFrame {
  return createDataFrame({ refId, name: 'Anomalies', fields: columns(marks, now) });
}

function columns(marks: readonly Mark[], now: number) {
  return [
    { name: 'time', type: FieldType.time, values: marks.map(({ from }) => from) },
    {
      name: 'timeEnd',
      type: FieldType.time,
      values: marks.map(({ from, to }) => (to > from ? to : null)),
    },
    { name: 'title', type: FieldType.string, values: marks.map(markTitle) },
    { name: 'text', type: FieldType.string, values: marks.map((mark) => markText(mark, now)) },
    { name: 'tags', type: FieldType.other, values: marks.map(markTags) },
  ];
}
