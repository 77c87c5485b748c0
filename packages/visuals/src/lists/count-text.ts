/** How many anomalies are listed, of those fetched, of those there are. */
export function countText(found: number, fetched: number, total: number): string {
  if (total === 0) return 'No anomaly in this time.';
  const of = found === fetched ? `${fetched}` : `${found} of ${fetched}`;
  const noun = fetched === 1 ? 'anomaly' : 'anomalies';
  return fetched < total ? `${of} ${noun}, the newest of ${total}` : `${of} ${noun}`;
}
