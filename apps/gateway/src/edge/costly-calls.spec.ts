import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { b64, build, closeAll, token } from '../../../../test/support/http-gateway.js';
import { costlyCall, CostlyCalls } from './costly-calls.js';
import { edge } from '../options.js';
import { RateLimit } from './rate-limit.js';

const signer = 'A'.repeat(40);
const login = (key: string): string => b64(`liaise-login-v1\n${JSON.stringify({ signer: key })}`);
const body = (key: string) => ({ token, login: login(key), signature: b64('signature') });
const entry = (kind: string) => ({ entry: b64(JSON.stringify({ kind })), signatures: [] });

afterAll(closeAll);

describe('a call with signatures to check', () => {
  it.each([
    ['/api/v1/sessions', body(signer), { kind: 'login', signer }],
    ['/api/v1/enrolments', body(signer), { kind: 'enrolment' }],
    ['/api/v1/directory/entries', entry('officer'), { kind: 'entry' }],
    ['/api/v1/directory/entries', entry('officer-suspended'), { kind: 'suspension' }],
    ['/api/v1/sessions', { ...body(signer), signature: '' }, { kind: 'malformed' }],
    ['/api/v1/sessions', body('a'.repeat(40)), { kind: 'malformed' }],
    ['/api/v1/sessions', { ...body(signer), login: b64('{}') }, { kind: 'malformed' }],
    ['/api/v1/directory/entries', { entry: b64('null') }, { kind: 'malformed' }],
    ['/api/v1/sessions', null, { kind: 'malformed' }],
  ])('%s %j', (path, given, call) => {
    expect(costlyCall(path, given)).toEqual(call);
  });

  it('is some kind of call whatever comes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('/api/v1/sessions', '/api/v1/directory/entries'),
        fc.anything(),
        (path, given) => {
          expect(costlyCall(path, given).kind).toBe('malformed');
        },
      ),
    );
  });
});

describe('windows of an address', () => {
  const windows = (): CostlyCalls => new CostlyCalls(new RateLimit(() => 0), 3);
  const used = (
    calls: CostlyCalls,
    call: Parameters<CostlyCalls['countCall']>[1],
    n: number,
  ): number[] => Array.from({ length: n }, () => calls.countCall('192.0.2.1', call));

  it('are apart: rubbish and entries stop no login, entries no suspension', () => {
    const calls = windows();
    expect(used(calls, { kind: 'malformed' }, 4).at(-1)).toBe(60);
    expect(used(calls, { kind: 'entry' }, 4).at(-1)).toBe(60);
    expect(used(calls, { kind: 'enrolment' }, 4).at(-1)).toBe(60);
    expect(used(calls, { kind: 'login', signer }, 3)).toEqual([0, 0, 0]);
    expect(used(calls, { kind: 'suspension' }, 30).at(-1)).toBe(0);
    expect(used(calls, { kind: 'suspension' }, 1)).toEqual([60]);
  });

  it('leave a key that has logged in its own: who names others uses it up for nobody', () => {
    const calls = windows();
    calls.verified(signer);
    for (let i = 0; i < 40; i += 1)
      calls.countCall('192.0.2.1', { kind: 'login', signer: i.toString(16).padStart(40, 'B') });
    expect(calls.countCall('192.0.2.1', { kind: 'login', signer: 'C'.repeat(40) })).toBe(60);
    expect(used(calls, { kind: 'login', signer }, 3)).toEqual([0, 0, 0]);
  });

  it('stay used up however many keys are made up: their names push no window out', () => {
    const calls = windows();
    const names = Array.from({ length: edge.callers + 10 }, (_, i) => i.toString(16));
    const taken = names.filter(
      (name) =>
        calls.countCall('192.0.2.1', { kind: 'login', signer: name.padStart(40, 'B') }) === 0,
    );
    expect(taken).toHaveLength(3);
  });

  it('bound one key, at each address by itself: nobody locks it out from elsewhere', () => {
    const calls = windows();
    calls.verified(signer);
    expect(used(calls, { kind: 'login', signer }, 4)).toEqual([0, 0, 0, 60]);
    expect(calls.countCall('198.51.100.9', { kind: 'login', signer })).toBe(0);
  });
});

describe('the gateway', () => {
  it('lets officers in while their address posts rubbish', async () => {
    const { app } = await build({ 'requests.open-session': () => ({}) }, { loginsPerMinute: 5 });
    const post = async (payload: object): Promise<number> => {
      const headers = { 'content-type': 'application/json' };
      const url = '/api/v1/sessions';
      return (await app.inject({ method: 'POST', url, headers, payload })).statusCode;
    };
    const rubbish: number[] = [];
    for (let i = 0; i < 28; i += 1) rubbish.push(await post({ login: 'x' }));
    expect(rubbish.slice(0, 5)).toEqual([422, 422, 422, 422, 422]);
    expect(new Set(rubbish.slice(5))).toEqual(new Set([429]));
    for (const key of ['D', 'E', 'F']) expect(await post(body(key.repeat(40)))).toBe(201);
  });
});
