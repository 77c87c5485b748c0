/** Who is called, by a client span's attributes: `peer.service`, else address and port. */
export function peerOf(attribute: (key: string) => string | undefined): string | undefined {
  const named = attribute('peer.service');
  if (named !== undefined && named !== '') return named;
  for (const [address, port] of ADDRESSES) {
    const host = attribute(address);
    if (host === undefined || host === '') continue;
    const at = port === undefined ? undefined : attribute(port);
    return at === undefined || at === '' ? host : `${host}:${at}`;
  }
  return undefined;
}

/** Semantic conventions of today and of before 2023. */
const ADDRESSES: readonly (readonly [string, string | undefined])[] = [
  ['server.address', 'server.port'],
  ['net.peer.name', 'net.peer.port'],
  ['net.sock.peer.name', 'net.sock.peer.port'],
  ['peer.hostname', 'peer.port'],
  ['peer.address', undefined],
];
