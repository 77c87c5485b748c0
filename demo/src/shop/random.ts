/** Draws lots from a seed: the same seed gives the same draws on every machine. */
export interface Random {
  /** In [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Count of events when `mean` (≥ 0) are expected. */
  poisson(mean: number): number;
}

/** Above this mean the normal approximation of a Poisson count is off by less than its rounding. */
const NORMAL_FROM = 60;

/** mulberry32 (T. Ettinger): 32 bits of state, passes gjrand; ample for a simulation. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  let spare: number | undefined;

  function uniform(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Marsaglia's polar method: two draws at a time. */
  function normal(): number {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = v * scale;
      return u * scale;
    }
  }

  function poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean >= NORMAL_FROM) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    // Knuth: multiply uniforms until their product falls below e^-mean.
    const limit = Math.exp(-mean);
    let product = uniform();
    let count = 0;
    while (product > limit) {
      product *= uniform();
      count++;
    }
    return count;
  }

  return { uniform, normal, poisson };
}

/** A seed of its own for `name`, so that a new stream of draws leaves the others as they were (FNV-1a). */
export function seedOf(seed: number, name: string): number {
  const text = `${seed}/${name}`;
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}

/** `digits` hexadecimal digits (a multiple of 8). */
export function hexId(random: Random, digits: number): string {
  let id = '';
  while (id.length < digits) {
    id += Math.floor(random.uniform() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  }
  return id;
}
