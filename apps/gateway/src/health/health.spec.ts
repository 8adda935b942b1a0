import { expectedServices } from './readiness.js';
import { timestamp } from '#kernel';
import { build, closeAll, ServiceError, id } from '../../../../test/support/http-gateway.js';
import type { Built } from '../../../../test/support/http-gateway.js';

afterAll(closeAll);

describe('health', () => {
  const at = Date.parse('2026-01-31T12:00:00.000Z');
  const view = (service: string, change: object = {}): Record<string, unknown> => ({
    service,
    ready: true,
    degraded: [],
    version: '1',
    startedAt: timestamp(new Date(at)),
    beatAt: timestamp(new Date(at - 1_000)),
    metrics: { queue: 4, 'link.XB.alarms': 2, 'link.XB.refused': 62, 'link.xb.x': 1 },
    ...change,
  });
  const all = expectedServices.map((service) => view(service));
  const status = async (services: unknown[]): Promise<Built> =>
    build({ 'audit.status': () => ({ services }) });

  it('is ready when every service is ready and fresh, and lists degraded states', async () => {
    const others = all.filter(({ service }) => service !== 'audit');
    const { app } = await status([view('audit', { degraded: ['LINK_DOWN'] }), ...others]);
    const answer = await app.inject({ method: 'GET', url: '/readyz' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ ready: true, state: 'XA' });
    expect(answer.body).toMatch('LINK_DOWN');
  });

  it.each([
    ['is missing', all.slice(1)],
    ['is not ready', [view('requests', { ready: false }), ...all.slice(1)]],
    [
      'gave no sign of life',
      [view('requests', { beatAt: timestamp(new Date(at - 15_001)) }), ...all.slice(1)],
    ],
  ])('is not ready when a service %s', async (_what, services) => {
    const { app } = await status(services);
    const answer = await app.inject({ method: 'GET', url: '/readyz' });
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    expect(answer.json()).toMatchObject({ code: 'NOT_READY' });
    expect(answer.body).toMatch('"service":"requests"');
  });

  it('says how much room the disk has, also when it is not ready', async () => {
    const metrics = { 'disk.freeMib': 200, 'disk.totalMib': 976 };
    const exchange = view('exchange', { degraded: ['DISK_NEARLY_FULL'], metrics });
    const others = all.filter(({ service }) => service !== 'exchange');
    for (const { services, code } of [
      { services: [...others, exchange], code: 200 },
      { services: [...others.slice(1), exchange], code: 503 },
    ]) {
      const { app } = await status(services);
      const answer = await app.inject({ method: 'GET', url: '/readyz' });
      expect(answer.statusCode).toBe(code);
      expect(answer.json()).toMatchObject({ disk: { freeMib: 200, totalMib: 976 } });
      expect(answer.body).toMatch('DISK_NEARLY_FULL');
    }
  });

  it('lives without any service', async () => {
    const { app } = await build({
      'audit.status': () => {
        throw new ServiceError('SERVICE_UNAVAILABLE', { action: 'retry', status: 503 });
      },
    });
    expect((await app.inject({ method: 'GET', url: '/livez' })).statusCode).toBe(200);
    expect((await app.inject({ method: 'GET', url: '/readyz' })).statusCode).toBe(503);
    const metrics = await app.inject({ method: 'GET', url: '/metrics' });
    expect(metrics.statusCode).toBe(200);
    expect(metrics.body).toMatch('liaise_status_reachable{state="XA"} 0');
  });

  it('counts answers and reports the numbers of services', async () => {
    const { app } = await status(all);
    await app.inject({ method: 'GET', url: `/api/v1/requests/${id}?purpose=PREVENTION` });
    const { body, headers } = await app.inject({ method: 'GET', url: '/metrics' });
    expect(headers['content-type']).toMatch('text/plain; version=0.0.4');
    expect(body).toMatch('liaise_service_ready{service="audit",state="XA"} 1');
    expect(body).toMatch('liaise_service_number{service="audit",name="queue",state="XA"} 4');
    expect(body).toMatch('liaise_link_number{peer="XB",name="refused",state="XA"} 62');
    expect(body).toMatch('liaise_link_number{peer="XB",name="alarms",state="XA"} 2');
    expect(body).not.toMatch('name="link.XB');
    expect(body).toMatch(
      'liaise_http_requests_total{route="/api/v1/requests/:thread",method="GET",status="401",state="XA"} 1',
    );
    expect(body).not.toMatch(id);
  });
});
