/** `ts-food-service-f5756978c-k8vqf` → `ts-food-service`: a deployment's pod has two parts behind its name. */
export function serviceOf(pod: string): string {
  return podParts(pod).service;
}

export function podParts(pod: string): { service: string; templateHash: string } {
  const parts = /^(.+)-([0-9a-z]+)-[0-9a-z]{5}$/.exec(pod);
  if (parts === null) throw new Error(`${pod} is no pod of a deployment`);
  return { service: parts[1], templateHash: parts[2] };
}
