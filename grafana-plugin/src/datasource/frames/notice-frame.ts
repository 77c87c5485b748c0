import { type DataFrame, type QueryResultMetaNotice, createDataFrame } from '@grafana/data';

/** An empty frame that says why it is empty: a panel shows the notice in its corner, and keeps the user's own series. */
export function noticeFrame(
  refId: string,
  text: string,
  severity: QueryResultMetaNotice['severity'] = 'warning',
): DataFrame {
  return createDataFrame({ refId, fields: [], meta: { notices: [{ severity, text }] } });
}

/** The frame with a notice more. */
export function noted(
  frame: DataFrame,
  text: string,
  severity: QueryResultMetaNotice['severity'] = 'info',
): DataFrame {
  return {
    ...frame,
    meta: { ...frame.meta, notices: [...(frame.meta?.notices ?? []), { severity, text }] },
  };
}
