import type { EventView } from '#capabilities/audit/audit.contract';
import { printable } from '../printable.js';

interface Said {
  readonly data?: {
    readonly screen?: unknown;
    readonly purpose?: unknown;
    readonly medium?: unknown;
    readonly boundBy?: unknown;
  };
  readonly reason?: unknown;
}

function saidIn(leaf: Uint8Array): Said {
  try {
    return JSON.parse(Buffer.from(leaf).toString('utf8')) as Said;
  } catch {
    return {};
  }
}

const named = (name: string, value: unknown): string[] =>
  typeof value === 'string' ? [`${name} ${printable(value)}`] : [];

export function eventLine({ at, index, typ, service, officer, event, leaf }: EventView): string {
  const { data = {}, reason } = saidIn(leaf);
  return [
    at,
    (index === null ? 'unsequenced' : String(index)).padStart(11),
    printable(typ).padEnd(24),
    printable(service).padEnd(9),
    (officer ?? '-').padEnd(12),
    event,
    ...named('screen', data.screen),
    ...named('to', data.medium),
    ...named('for', data.purpose),
    ...named('reason', reason),
    ...named('its file came with', data.boundBy),
  ].join('  ');
}
