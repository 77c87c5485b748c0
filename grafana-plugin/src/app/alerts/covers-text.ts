/** What a silence covers, in words: `cart`, `host=a1`. */
export function coversText(silence: {
  services: readonly string[];
  labels: Readonly<Record<string, string>>;
}): string {
  const labels = Object.entries(silence.labels).map(([name, value]) => `${name}=${value}`);
  return [...silence.services, ...labels].join(', ');
}
