export * from './decoding-causes.ts';
export * from './encoding-causes.ts';
