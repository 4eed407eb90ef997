import { expect, test } from 'vitest';
import lock from '../package-lock.json' with { type: 'json' };

/** What is optional is there for one platform each: a lock file made on one must hold those of all. */
test('the lock file holds the packages of every platform, and no address of a registry', () => {
  const packages = Object.entries(lock.packages);
  const names = packages.map(([name]) => name);
  const missing = packages
    .flatMap(([, entry]) =>
      'optionalDependencies' in entry ? Object.keys(entry.optionalDependencies) : [],
    )
    .filter((wanted) => !names.some((name) => name.endsWith(`node_modules/${wanted}`)));
  expect(missing).toEqual([]);
  expect(packages.filter(([, entry]) => 'resolved' in entry)).toEqual([]);
});
