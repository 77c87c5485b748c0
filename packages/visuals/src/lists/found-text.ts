/** How many incidents are listed, of those fetched, of those there are. */
export function foundText(found: number, fetched: number, total: number): string {
  const of = found === fetched ? `${fetched}` : `${found} of ${fetched}`;
  const noun = fetched === 1 ? 'incident' : 'incidents';
  return fetched < total ? `${of} ${noun}, the newest of ${total}` : `${of} ${noun}`;
}
