import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { swc } from './scripts/swc.mjs';

// Each kind of test is a project of its own, so that the fast ones can be run alone.
const base = {
  testEnvironment: '<rootDir>/test/environment/test-environment.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^typescript$': '<rootDir>/test/environment/typescript.mjs',
  },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  setupFiles: ['reflect-metadata'],
  setupFilesAfterEnv: ['<rootDir>/test/environment/equal-bytes.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
};

const here = (folder) => existsSync(fileURLToPath(new URL(folder, import.meta.url)));

const project = (displayName, roots, testRegex, setupFilesAfterEnv = []) => ({
  ...base,
  setupFilesAfterEnv: [...base.setupFilesAfterEnv, ...setupFilesAfterEnv],
  displayName,
  roots: roots.filter(here).map((root) => `<rootDir>/${root}`),
  testRegex,
});

const unit = '(?<!\\.(property|integration|interop|fault|e2e|campaign|budget))\\.spec\\.ts$';

/** Test projects, with the folders and file names that belong to each. */
export const projects = [
  project(
    'unit',
    ['libs', 'apps', 'test/bench', 'test/faults'],
    [unit],
    ['<rootDir>/test/environment/memory-only.ts'],
  ),
  project('property', ['libs', 'apps'], ['\\.property\\.spec\\.ts$']),
  project('architecture', ['test/architecture'], ['\\.spec\\.ts$']),
  project('vectors', ['test/vectors'], ['\\.spec\\.ts$']),
  project('interop', ['libs', 'apps', 'test'], ['\\.interop\\.spec\\.ts$']),
  project('integration', ['libs', 'apps', 'test'], ['\\.integration\\.spec\\.ts$']),
  project('fault', ['libs', 'test'], ['\\.fault\\.spec\\.ts$']),
  project('campaign', ['test/faults'], ['\\.campaign\\.spec\\.ts$']),
  project('e2e', ['test'], ['\\.e2e\\.spec\\.ts$']),
  project('budget', ['libs', 'apps', 'test/exchange'], ['\\.budget\\.spec\\.ts$']),
].filter(({ roots }) => roots.length > 0);

/** Reads a project's tests from the suites that `scripts/suites.mjs` bundled, when there are any. */
function fromSuites(each) {
  const made = `${process.env.TEST_SUITES ?? ''}/${each.displayName}`;
  return existsSync(made) ? { ...each, roots: [made], testRegex: ['\\.spec\\.mjs$'] } : each;
}

export default {
  // What waits for a server says how long itself. All others may be slow: `npm test` runs them beside the fault campaign.
  testTimeout: 240_000,
  // A worker keeps what its suites leave behind; above this the collection of garbage costs more than a new worker.
  workerIdleMemoryLimit: '500MB',
  testSequencer: '<rootDir>/scripts/longest-first.mjs',
  projects: projects.map(fromSuites),
};
