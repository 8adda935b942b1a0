import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Service } from '#config';
import { CliError } from '../errors.js';

/** A service's compiled program and what must be ready before it starts. */
export interface ServiceProgram {
  readonly service: Service;
  readonly script: string;
  readonly after: readonly string[];
}

/** In the order in which they are started. The sealer and the opener never see the bus, the gateway no database. */
const needs: readonly (readonly [Service, readonly string[]])[] = [
  ['audit', ['postgres', 'bus']],
  ['sealer', ['postgres']],
  ['opener', ['postgres']],
  ['exchange', ['postgres', 'bus', 'border']],
  ['requests', ['postgres', 'bus']],
  ['inbox', ['postgres', 'bus']],
  ['gateway', ['bus']],
];

/** Everything `liaise up` runs. */
export const processNames = ['postgres', 'bus', 'border', ...needs.map(([name]) => name)] as const;

/** Beside this program: `dist/apps`, four levels above the compiled form of this file. */
const appsFolder = fileURLToPath(new URL('../../../', import.meta.url));

/** @throws CliError CLI_NOT_BUILT naming each script that is missing */
export function servicePrograms(apps = appsFolder): ServiceProgram[] {
  const programs = needs.map(([service, after]) => ({
    service,
    script: `${apps}${service}/src/main.js`,
    after,
  }));
  const missing = programs.filter(({ script }) => !existsSync(script));
  if (missing.length > 0)
    throw new CliError('CLI_NOT_BUILT', missing.map(({ script }) => script).join('\n'));
  return programs;
}
