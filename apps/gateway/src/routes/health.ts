import { Controller, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Calls } from '#capabilities/calls';
import { Route } from '../access.js';
import { Answers } from '../answers/members.js';
import { StatusAnswer } from '../answers/records.js';
import { BUS, type Bus } from '../bus.js';
import { GatewayError } from '../errors.js';
import { Metrics, metricsType } from '../metrics.js';
import { OPTIONS, type GatewayOptions } from '../options.js';
import { sendProblem } from '../problem-filter.js';
import { healthOf } from '../readiness.js';

const STATUS_WITHIN_MS = 2_000;

/** For probes and collectors: names of services, states and numbers, nothing of any case. */
@ApiExcludeController()
@Controller()
export class HealthController {
  private readonly now: () => number;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(OPTIONS) private readonly options: GatewayOptions,
    private readonly metrics: Metrics,
  ) {
    this.now = options.now ?? Date.now;
  }

  @Route('GET /livez')
  live(): { readonly live: true } {
    return { live: true };
  }

  @Route('GET /readyz')
  async ready(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { services } = await this.bus.request('audit.status', {}, STATUS_WITHIN_MS);
    const health = healthOf(services, this.now());
    if (health.ready) void reply.send({ state: this.options.state, ...health });
    else {
      const { services: seen, disk } = health;
      sendProblem(reply, new GatewayError('NOT_READY'), request.id, { services: seen, disk });
    }
  }

  @Route('GET /metrics')
  @Header('content-type', metricsType)
  collect(): Promise<string> {
    return this.metrics.text();
  }
}

/** The same for officers and operators with a session. */
@ApiTags('status')
@Controller()
export class StatusController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route('GET /api/v1/status')
  @Answers(StatusAnswer)
  status(): Promise<Calls['audit.status']['out']> {
    return this.bus.request('audit.status', {});
  }
}
