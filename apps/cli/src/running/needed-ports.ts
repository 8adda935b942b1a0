import type { Settings } from '#config';
import type { NeededPort } from '#runner';
import { say } from '#language/console';
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
    gateway: [{ host: http.host, port: http.port, what: say('neededPorts.apiHttpPortLiaise') }],
    bus: [local(bus.url, say('neededPorts.busBusUrlLiaise'))],
    border: [
      local(border.url, say('neededPorts.borderBrokerBorderUrl')),
      local(border.monitorUrl, say('neededPorts.whatBorderBrokerTells')),
      ...(listen === undefined
        ? []
        : [
            {
              ...listen,
              what: say('neededPorts.neighboursListenNatsBorder', {
                listen: formatAddress(listen),
              }),
            },
          ]),
    ],
  };
  return byProcess[name] ?? [];
}
