export * from './care-causes.ts';
export * from './path-causes.ts';
export * from './probe-causes.ts';
export * from './server-causes.ts';
