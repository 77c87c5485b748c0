/** Made-up signals, for tests and benches; no part of what the engine offers a program. */
export { Random } from '../random.ts';
export { SHAPES, gauss, poisson, type Shape } from './shapes.ts';
