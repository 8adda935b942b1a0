import type {
  DiskRoom,
  GatewayHealth,
  ServiceView,
} from '#capabilities/services/services.contract';
import { edge } from '../options.js';

export const expectedServices = [
  'requests',
  'inbox',
  'sealer',
  'opener',
  'exchange',
  'audit',
  'evidence',
] as const;

export type Health = Omit<GatewayHealth, 'state'>;

export const ageOf = (service: ServiceView, now: number): number =>
  Math.max(0, now - Date.parse(service.beatAt));

/** Judges the gateway as ready if all services are ready and sent a recent heartbeat. A missing service is not ready. */
export function healthOf(services: readonly ServiceView[], now: number): Health {
  const seen = services.map((view) => ({
    service: view.service,
    ready: view.ready,
    fresh: ageOf(view, now) <= edge.freshMs,
    degraded: view.degraded,
  }));
  const missing = expectedServices
    .filter((name) => !seen.some(({ service }) => service === name))
    .map((service) => ({ service, ready: false, fresh: false, degraded: [] }));
  const all = [...seen, ...missing];
  return {
    ready: all.every(({ ready, fresh }) => ready && fresh),
    disk: diskOf(services),
    services: all,
  };
}

function diskOf(services: readonly ServiceView[]): DiskRoom | undefined {
  const { metrics = {} } = services.find(({ service }) => service === 'exchange') ?? {};
  const { 'disk.freeMib': freeMib, 'disk.totalMib': totalMib } = metrics;
  return freeMib === undefined || totalMib === undefined ? undefined : { freeMib, totalMib };
}
