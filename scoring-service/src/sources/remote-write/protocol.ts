import { many, one, type Message } from '../protobuf/decode.ts';

/** The fields of remote write that are read: 1.0 is `prometheus.WriteRequest`, 2.0 `io.prometheus.write.v2.Request`. */
const Label: Message = { 1: one('name', 'string'), 2: one('value', 'string') };
const Sample: Message = { 1: one('value', 'double'), 2: one('timestamp', 'int64') };
const Series1: Message = { 1: many('labels', () => Label), 2: many('samples', () => Sample) };
const FamilyMetadata: Message = { 1: one('type', 'int32'), 2: one('name', 'string') };
export const WRITE_REQUEST_1: Message = {
  1: many('timeseries', () => Series1),
  3: many('metadata', () => FamilyMetadata),
};

const Metadata2: Message = { 1: one('type', 'int32') };
const Series2: Message = {
  1: many('labelsRefs', 'uint32'),
  2: many('samples', () => Sample),
  5: one('metadata', () => Metadata2),
};
export const WRITE_REQUEST_2: Message = {
  4: many('symbols', 'string'),
  5: many('timeseries', () => Series2),
};
