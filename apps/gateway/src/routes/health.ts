import { Controller, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CALL_BUS, OwnRoute, TextRoute, type CallBus } from '#api';
import {
  GatewayHealth,
  Liveness,
  NotReady,
  readServices,
} from '#capabilities/services/services.contract';
import type { Problem } from '#contract';
import { parseStateCode, type StateCode } from '#kernel';
import { GatewayError } from '../errors.js';
import { Metrics, metricsType } from '../health/metrics.js';
import { OPTIONS, type GatewayOptions } from '../options.js';
import { sendProblem } from '../problems/problem-filter.js';
import { healthOf } from '../health/readiness.js';

const STATUS_WITHIN_MS = 2_000;

@ApiTags('health')
@Controller()
export class HealthController {
  private readonly now: () => number;
  private readonly state: StateCode;

  constructor(
    @Inject(CALL_BUS) private readonly bus: CallBus,
    @Inject(OPTIONS) options: GatewayOptions,
    private readonly metrics: Metrics,
  ) {
    this.now = options.now ?? Date.now;
    this.state = parseStateCode(options.state);
  }

  @OwnRoute('GET', 'livez', [], {
    name: 'livez',
    summary: 'Tell that the gateway runs',
    description: 'Answers as long as the process runs. Asks no service.',
    answer: Liveness,
  })
  live(): Liveness {
    return { live: true };
  }

  @OwnRoute('GET', 'readyz', [readServices], {
    name: 'readyz',
    summary: 'Tell whether every service works',
    description: 'For probes: names each check. Holds nothing of any case.',
    answer: GatewayHealth,
    failure: { status: 503, problem: NotReady },
  })
  async ready(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { services } = await this.bus.askOpen(readServices, {}, STATUS_WITHIN_MS);
    const health = healthOf(services, this.now());
    const ready: GatewayHealth = { state: this.state, ...health };
    const more: Omit<NotReady, keyof Problem> = { services: health.services, disk: health.disk };
    if (health.ready) void reply.send(ready);
    else sendProblem(reply, new GatewayError('NOT_READY'), request.id, more);
  }

  @TextRoute('metrics', [readServices], {
    name: 'metrics',
    summary: 'Collect metrics',
    description: 'For collectors, in the text form of Prometheus.',
  })
  @Header('content-type', metricsType)
  collect(): Promise<string> {
    return this.metrics.text();
  }
}
