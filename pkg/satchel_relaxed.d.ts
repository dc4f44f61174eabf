/** The same module with relaxed SIMD, for browsers that have it. */
export * from './satchel';
export { default } from './satchel';
