import { existsSync } from 'node:fs';
import type { Service } from '#config';
import { programFile } from '#runner';
import { CliError } from '../errors.js';

/** A service's compiled program and what must be ready before it starts. */
export interface ServiceProgram {
  readonly service: Service;
  readonly script: string;
  readonly after: readonly string[];
}

/** In the order in which they are started. Sealer, opener and evidence never see the bus, the gateway no database. */
const needs: readonly (readonly [Service, readonly string[]])[] = [
  ['audit', ['postgres', 'bus']],
  ['sealer', ['postgres']],
  ['opener', ['postgres']],
  ['evidence', ['postgres']],
  ['exchange', ['postgres', 'bus', 'border']],
  ['requests', ['postgres', 'bus']],
  ['inbox', ['postgres', 'bus']],
  ['gateway', ['bus']],
];

/** Everything `liaise up` runs. */
export const processNames = ['postgres', 'bus', 'border', ...needs.map(([name]) => name)] as const;

/** @throws CliError CLI_NOT_BUILT naming each script that is missing */
export function servicePrograms(fileOf: (name: string) => string = programFile): ServiceProgram[] {
  const programs = needs.map(([service, after]) => ({ service, script: fileOf(service), after }));
  const missing = programs.filter(({ script }) => !existsSync(script));
  if (missing.length > 0)
    throw new CliError('CLI_NOT_BUILT', missing.map(({ script }) => script).join('\n'));
  return programs;
}
