import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { CALL_BUS, type CallBus } from '#api';
import { readServices, type ServiceView } from '#capabilities/services/services.contract';
import type { ClosedFor } from '../edge/connections.js';
import { OPTIONS, type GatewayOptions } from '../options.js';
import { ageOf } from './readiness.js';

const STATUS_WITHIN_MS = 2_000;
const MAX_SERVICES = 32;
const MAX_NUMBERS = 64;
// Figure of a neighbour reported by a service: `link.<State>.<name>`.
const linkName = /^link\.([A-Z]{2})\.([a-z][a-zA-Z]{0,31})$/;
const MAX_LINK_NUMBERS = 128;
const plainName = /^[a-z][a-zA-Z0-9_.-]{0,63}$/;

export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly now: () => number;
  private open = (): number => 0;
  private readonly requests = new Counter({
    name: 'liaise_http_requests_total',
    help: 'Answers of the API by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    registers: [this.registry],
  });
  private readonly seconds = new Histogram({
    name: 'liaise_http_request_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['route'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers: [this.registry],
  });
  private readonly shut = new Counter({
    name: 'liaise_http_connections_closed_total',
    help: 'Connections closed before a request: too many of an address, no handshake, silent, or no room.',
    labelNames: ['reason'],
    registers: [this.registry],
  });
  private readonly reachable = this.gauge(
    'liaise_status_reachable',
    'Whether `audit` answers.',
    [],
  );
  private readonly connections = this.gauge(
    'liaise_http_connections',
    'Open connections of the API.',
    [],
  );
  private readonly ready = this.gauge('liaise_service_ready', 'Whether a service is ready.');
  private readonly degraded = this.gauge('liaise_service_degraded', 'Number of degraded states.');
  private readonly age = this.gauge('liaise_service_beat_age_seconds', 'Age of the sign of life.');
  private readonly numbers = this.gauge('liaise_service_number', 'A number a service reports.', [
    'service',
    'name',
  ]);

  private readonly links = this.gauge(
    'liaise_link_number',
    'What a neighbour caused in the last 24 hours: alarms of its link, what was refused.',
    ['peer', 'name'],
  );

  constructor(
    @Inject(CALL_BUS) private readonly bus: CallBus,
    @Inject(OPTIONS) options: GatewayOptions,
  ) {
    this.now = options.now ?? Date.now;
    this.registry.setDefaultLabels({ state: options.state });
  }

  /** Counts one answer. `route` is the route's pattern, never the address that the caller sent. */
  observe(route: string, method: string, status: number, seconds: number): void {
    this.requests.inc({ route, method, status });
    this.seconds.observe({ route }, seconds);
  }

  closed(reason: ClosedFor): void {
    this.shut.inc({ reason });
  }

  connectionsFrom(open: () => number): void {
    this.open = open;
  }

  async text(): Promise<string> {
    for (const gauge of [this.ready, this.degraded, this.age, this.numbers, this.links])
      gauge.reset();
    this.reachable.set(0);
    this.connections.set(this.open());
    try {
      const { services } = await this.bus.askOpen(readServices, {}, STATUS_WITHIN_MS);
      this.reachable.set(1);
      services.slice(0, MAX_SERVICES).forEach((service) => this.report(service));
    } catch {
      // Shown by `liaise_status_reachable`; the collector still gets the rest.
    }
    return this.registry.metrics();
  }

  private report(view: ServiceView): void {
    const { service } = view;
    if (!plainName.test(service)) return;
    this.ready.set({ service }, view.ready ? 1 : 0);
    this.degraded.set({ service }, view.degraded.length);
    this.age.set({ service }, ageOf(view, this.now()) / 1_000);
    const all = Object.entries(view.metrics);
    const ofLinks = all.filter(([name]) => linkName.test(name));
    for (const [name, value] of ofLinks.slice(0, MAX_LINK_NUMBERS)) {
      const [, peer = '', what = ''] = linkName.exec(name) ?? [];
      this.links.set({ peer, name: what }, value);
    }
    for (const [name, value] of all.filter((one) => !ofLinks.includes(one)).slice(0, MAX_NUMBERS))
      if (plainName.test(name)) this.numbers.set({ service, name }, value);
  }

  private gauge(name: string, help: string, labelNames: string[] = ['service']): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
