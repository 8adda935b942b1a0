import { Controller, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CALL_BUS, OwnRoute, type CallBus } from '#api';
import { readServices } from '#capabilities/services/services.contract';
import { GatewayError } from '../errors.js';
import { Metrics, metricsType } from '../health/metrics.js';
import { OPTIONS, type GatewayOptions } from '../options.js';
import { sendProblem } from '../problems/problem-filter.js';
import { healthOf } from '../health/readiness.js';

const STATUS_WITHIN_MS = 2_000;

/** For probes and collectors: names of services, states and numbers, nothing of any case. */
@ApiExcludeController()
@Controller()
export class HealthController {
  private readonly now: () => number;

  constructor(
    @Inject(CALL_BUS) private readonly bus: CallBus,
    @Inject(OPTIONS) private readonly options: GatewayOptions,
    private readonly metrics: Metrics,
  ) {
    this.now = options.now ?? Date.now;
  }

  @OwnRoute('GET', 'livez', [], {
    name: 'livez',
    summary: 'Tell that the gateway runs',
    description: 'Answers as long as the process runs. Asks no service.',
  })
  live(): { readonly live: true } {
    return { live: true };
  }

  @OwnRoute('GET', 'readyz', [readServices], {
    name: 'readyz',
    summary: 'Tell whether every service works',
    description: 'For probes: names each check. Holds nothing of any case.',
  })
  async ready(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { services } = await this.bus.askOpen(readServices, {}, STATUS_WITHIN_MS);
    const health = healthOf(services, this.now());
    if (health.ready) void reply.send({ state: this.options.state, ...health });
    else {
      const { services: seen, disk } = health;
      sendProblem(reply, new GatewayError('NOT_READY'), request.id, { services: seen, disk });
    }
  }

  @OwnRoute('GET', 'metrics', [readServices], {
    name: 'metrics',
    summary: 'Collect metrics',
    description: 'For collectors, in the text form of Prometheus.',
  })
  @Header('content-type', metricsType)
  collect(): Promise<string> {
    return this.metrics.text();
  }
}
