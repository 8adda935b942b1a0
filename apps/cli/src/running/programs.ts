import { existsSync } from 'node:fs';
import type { Service } from '#config';
import { programFile } from '#runner';
import { CliError } from '../errors.js';

export interface ServiceProgram {
  readonly service: Service;
  readonly script: string;
  readonly after: readonly string[];
}

// Services in order of start, with what they need. Sealer, opener and evidence never reach the bus, the
// gateway never the database.
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

export const processNames = ['postgres', 'bus', 'border', ...needs.map(([name]) => name)] as const;

/**
 * Compiled scripts of all services, with the order in which they start.
 * @throws CliError CLI_NOT_BUILT naming each missing script
 */
export function servicePrograms(fileOf: (name: string) => string = programFile): ServiceProgram[] {
  const programs = needs.map(([service, after]) => ({ service, script: fileOf(service), after }));
  const missing = programs.filter(({ script }) => !existsSync(script));
  if (missing.length > 0)
    throw new CliError('CLI_NOT_BUILT', missing.map(({ script }) => script).join('\n'));
  return programs;
}
