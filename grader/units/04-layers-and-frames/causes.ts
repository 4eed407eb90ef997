export * from './decoding-causes.ts';
export * from './encoding-causes.ts';
export * from './layer-causes.ts';
export * from './refusal-causes.ts';
export * from './tunnel-causes.ts';
export * from './verdict-causes.ts';
