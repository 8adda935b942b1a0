import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Each kind of test is a project of its own, so that the fast ones can be run alone.
const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  setupFiles: ['reflect-metadata'],
  setupFilesAfterEnv: ['<rootDir>/test/support/equal-bytes.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          target: 'es2022',
          keepClassNames: true,
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
          },
        },
        module: { type: 'es6' },
      },
    ],
  },
};

const here = (folder) => existsSync(fileURLToPath(new URL(folder, import.meta.url)));

const project = (displayName, roots, testRegex) => ({
  ...base,
  displayName,
  roots: roots.filter(here).map((root) => `<rootDir>/${root}`),
  testRegex,
});

const unit = '(?<!\\.(integration|interop|fault|e2e|campaign))\\.spec\\.ts$';

export default {
  // What waits for a server says how long itself. All others may be slow: `npm test` runs them beside the fault campaign.
  testTimeout: 240_000,
  testSequencer: '<rootDir>/scripts/longest-first.mjs',
  projects: [
    project('unit', ['libs', 'apps', 'test/bench', 'test/faults'], [unit]),
    project('architecture', ['test/architecture'], ['\\.spec\\.ts$']),
    project('vectors', ['test/vectors'], ['\\.spec\\.ts$']),
    project('interop', ['libs', 'apps', 'test'], ['\\.interop\\.spec\\.ts$']),
    project('integration', ['libs', 'apps', 'test'], ['\\.integration\\.spec\\.ts$']),
    project('fault', ['libs', 'test'], ['\\.fault\\.spec\\.ts$']),
    project('campaign', ['test/faults'], ['\\.campaign\\.spec\\.ts$']),
    project('e2e', ['test'], ['\\.e2e\\.spec\\.ts$']),
  ].filter(({ roots }) => roots.length > 0),
};
