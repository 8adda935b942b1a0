import type { Settings } from '#config';
import type { NeededPort } from '#runner';
import { formatAddress, type Address } from '../installation/border-settings.js';

const local = (url: string, what: string): NeededPort => ({
  host: '127.0.0.1',
  port: Number(new URL(url).port),
  what,
});

export function neededPorts(
  name: string,
  { http, bus, border }: Pick<Settings, 'http' | 'bus' | 'border'>,
  listen: Address | undefined,
): readonly NeededPort[] {
  const byProcess: Readonly<Partial<Record<string, readonly NeededPort[]>>> = {
    gateway: [{ host: http.host, port: http.port, what: 'the API (`http.port` of liaise.json)' }],
    bus: [local(bus.url, 'the bus (`bus.url` of liaise.json)')],
    border: [
      local(border.url, 'the border broker (`border.url` of liaise.json)'),
      local(border.monitorUrl, 'what the border broker tells (`border.monitorUrl` of liaise.json)'),
      ...(listen === undefined
        ? []
        : [
            {
              ...listen,
              what: `neighbours (\`listen\` ${formatAddress(listen)} of nats/border.json)`,
            },
          ]),
    ],
  };
  return byProcess[name] ?? [];
}
