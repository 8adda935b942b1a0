import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseLinkId, parseStateCode } from '#kernel';
import { BrokerError, createUserKey } from '#broker';
import { lintBorderConfig, renderBorderConfig, type BorderLayout } from './index.js';

const files = (name: string) => ({
  certificateFile: `/etc/liaise/${name}.crt`,
  keyFile: `/etc/liaise/${name}.key`,
  authorityFile: `/etc/liaise/${name}.ca`,
});
const first = parseLinkId('a'.repeat(32));
const second = parseLinkId('b'.repeat(32));
const exchange = createUserKey().publicKey;
const leaf = createUserKey().publicKey;

const layout: BorderLayout = {
  state: parseStateCode('XA'),
  serverName: 'border-xa',
  clientPort: 4222,
  monitorPort: 8222,
  clientTls: files('server'),
  exchangePublicKey: exchange,
  storeDirectory: '/var/lib/liaise/border',
  storeBytes: 1024 * 1024 * 1024,
  listener: { host: '0.0.0.0', port: 7422, tls: files('leaf') },
  links: [
    { linkId: first, side: 'listen', leafPublicKey: leaf },
    {
      linkId: second,
      side: 'solicit',
      host: 'border.example',
      port: 7422,
      tls: files('link'),
      seedVariable: 'LEAF_SEED_1',
    },
  ],
};
const border = renderBorderConfig(layout);

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof BrokerError ? error.code : 'not coded';
  }
  return 'none';
};

describe('rendered configuration', () => {
  it('passes its own lint, and the same layout gives the same text', () => {
    expect(lintBorderConfig(border)).toEqual([]);
    expect(renderBorderConfig(layout)).toBe(border);
  });

  it('is safe without any link too', () => {
    expect(lintBorderConfig(renderBorderConfig({ ...layout, links: [] }))).toEqual([]);
  });

  it.each([
    ['a listening link without a listener', { listener: undefined }],
    ['a link twice', { links: [layout.links[0], layout.links[0]] }],
    ['a port out of range', { clientPort: 70_000 }],
    ['a login that is no key', { exchangePublicKey: 'U123' }],
    ['one key for two', { exchangePublicKey: leaf }],
    ['a store without room', { storeBytes: 10 }],
    ['a name with a break', { serverName: 'x\ninclude evil.conf' }],
  ])('refuses %s', (_name, change) => {
    expect(codeOf(() => renderBorderConfig({ ...layout, ...change } as BorderLayout))).toBe(
      'LAYOUT_INVALID',
    );
  });

  it('no text of a layout opens a block of its own', () => {
    const keys = (text: string): number => text.split('\n').length;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (storeDirectory) => {
        let text: string;
        try {
          text = renderBorderConfig({ ...layout, storeDirectory });
        } catch (error) {
          expect(error).toBeInstanceOf(BrokerError);
          return;
        }
        expect(keys(text)).toBe(keys(border));
        expect(lintBorderConfig(text)).toEqual([]);
      }),
    );
  });
});

describe('lint of a border configuration (D-10)', () => {
  const changes: readonly (readonly [string, (text: string) => string])[] = [
    ['no_auth_user', (t) => `${t}no_auth_user: "x"\n`],
    ['websocket', (t) => `${t}websocket { port: 1 }\n`],
    ['mqtt', (t) => `${t}mqtt { port: 1 }\n`],
    ['system_account', (t) => `${t}system_account: SYS\n`],
    ['cluster', (t) => `${t}cluster { port: 1 }\n`],
    ['include', (t) => `${t}include "more.conf"\n`],
    ['monitoring on all addresses', (t) => t.replace('http: "127.0.0.1', 'http: "0.0.0.0')],
    ['a monitoring port', (t) => `${t}http_port: 8222\n`],
    [
      'the client port on all addresses',
      (t) => t.replace('listen: "127.0.0.1', 'listen: "0.0.0.0'),
    ],
    ['compression', (t) => t.replace('compression: "off"', 'compression: "s2_auto"')],
    ['no compression line', (t) => t.replaceAll('compression: "off"', '')],
    ['no verify', (t) => t.replaceAll('verify: true', 'verify: false')],
    ['no verify on one port', (t) => t.replace('verify: true', '')],
    ['verify_and_map', (t) => t.replace('verify: true', 'verify: true\n verify_and_map: true')],
    ['no handshake_first', (t) => t.replace('handshake_first: true', '')],
    ['TLS 1.2', (t) => t.replace('min_version: "1.3"', 'min_version: "1.2"')],
    ['sync_interval', (t) => t.replace('sync_interval: always', 'sync_interval: "2m"')],
    ['a denial', (t) => t.replace('publish {', 'publish { deny: ["x"]\n')],
    ['a wider denial on a remote', (t) => t.replace('deny_imports: [', 'deny_imports: ["x", ')],
    ['a seed in the file', (t) => t.replace('$LEAF_SEED_1', `"${createUserKey().seed}"`)],
    ['a wide allow-list', (t) => t.replace(/allow: \["to\.a+\.1"/, 'allow: [">"')],
    ['another link', (t) => t.replace(/allow: \["to\.a+\.1"/, `allow: ["to.${second}.1"`)],
    [
      'JetStream for a neighbour',
      (t) => t.replace(`LINK_${first} {`, `LINK_${first} {\n jetstream: enabled`),
    ],
    ['a client in a neighbour account', (t) => t.replace('["LEAFNODE"]', '["STANDARD"]')],
    ['a password', (t) => t.replace('users = [', 'users = [ { user: "a", password: "b" }\n')],
    ['no permissions', (t) => t.replaceAll('permissions {', 'x {')],
    ['another account', (t) => t.replace('accounts {', 'accounts {\n OTHER { }')],
    ['a stream export', (t) => t.replaceAll('service:', 'stream:')],
    ['a second name of a key', (t) => t.replace('leafnodes {', 'leaf {')],
    [
      'users in another case',
      (t) => t.replace('["LEAFNODE"]', '["STANDARD"]').replaceAll('users =', 'Users ='),
    ],
    ['a key twice', (t) => `${t}max_payload: 1\nmax_payload: 2\n`],
    ['a block without end', (t) => `${t}accounts {`],
  ];

  it.each(changes)('finds %s', (_name, change) => {
    const changed = change(border);
    expect(changed).not.toBe(border);
    expect(lintBorderConfig(changed)).not.toEqual([]);
  });

  it('sees through comments, quotes and the other ways to write a key', () => {
    expect(lintBorderConfig(`# websocket { }\n${border}// mqtt\n`)).toEqual([]);
    expect(lintBorderConfig(`${border}"websocket" = { port = 1 }\n`)).not.toEqual([]);
    expect(lintBorderConfig(`${border}NO_AUTH_USER x\n`)).not.toEqual([]);
  });

  it('any text gives an answer', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(lintBorderConfig(text).length).toBeGreaterThan(0);
      }),
    );
  });
});
