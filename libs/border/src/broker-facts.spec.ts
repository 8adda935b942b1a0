import { describe, expect, it } from '@jest/globals';
import { BorderError } from './errors.js';
import { brokerFacts, meetsFixedVersions } from './broker-facts.js';

const variables = {
  server_id: 'N',
  version: '2.12.12',
  http_host: '127.0.0.1',
  tls_verify: true,
  jetstream: { config: { sync_always: true, sync_interval: 120_000_000_000 } },
  leaf: { port: 7422, tls_verify: true },
  websocket: {},
  mqtt: {},
};

describe('what the broker says of itself', () => {
  it.each([
    ['2.10.27', false],
    ['2.12.11', false],
    ['2.12.12', true],
    ['2.13.9', false],
    ['2.14.2', false],
    ['2.14.3', true],
    ['2.14.3-RC.1', false],
    ['2.15.0', true],
    ['3.0.0', true],
    ['1.4.0', false],
    ['', false],
    ['two', false],
  ])('D-11: version %s holds the fixes: %s', (version, fixed) => {
    expect(meetsFixedVersions(version)).toBe(fixed);
    expect(brokerFacts({ ...variables, version }).degraded).toBe(!fixed);
  });

  it.each([
    ['sync_interval', { jetstream: { config: { sync_interval: 120_000_000_000 } } }],
    ['no JetStream', { jetstream: {} }],
    ['clients not verified', { tls_verify: false }],
    ['neighbours not verified', { leaf: { port: 7422 } }],
    ['websocket', { websocket: { port: 1 } }],
    ['mqtt', { mqtt: { port: 1 } }],
    ['monitoring for all', { http_host: '0.0.0.0' }],
  ])('D-05 D-10: names %s', (_name, change) => {
    expect(brokerFacts(variables).unsafe).toEqual([]);
    expect(brokerFacts({ ...variables, ...change }).unsafe).toHaveLength(1);
  });

  it.each([null, [], 'x', {}, { version: '2.12.12' }])('refuses %j', (value) => {
    expect(() => brokerFacts(value)).toThrow(BorderError);
  });
});
