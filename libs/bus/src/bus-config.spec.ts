import { describe, expect, it } from '@jest/globals';
import { createUserKey } from '#broker';
import { lintBusConfig, renderBusConfig } from './index.js';

const bus = renderBusConfig({
  serverName: 'bus',
  host: '127.0.0.1',
  port: 4223,
  tls: {
    certificateFile: '/etc/liaise/bus.crt',
    keyFile: '/etc/liaise/bus.key',
    authorityFile: '/etc/liaise/bus.ca',
  },
  publicKeys: { gateway: createUserKey().publicKey, requests: createUserKey().publicKey },
});

describe('lint of the bus', () => {
  it('passes what is rendered', () => {
    expect(lintBusConfig(bus)).toEqual([]);
  });

  it.each([
    ['JetStream', (t: string) => `${t}jetstream { }\n`],
    ['leaf connections', (t: string) => `${t}leafnodes { }\n`],
    ['JetStream of an account', (t: string) => t.replace('BUS {', 'BUS {\n jetstream: enabled')],
    ['no verify', (t: string) => t.replace('verify: true', '')],
    ['a wide right', (t: string) => t.replace('allow: ["', 'allow: [">", "')],
  ])('finds %s', (_name, change) => {
    expect(lintBusConfig(change(bus))).not.toEqual([]);
  });
});
