import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:tls';
import { errors, headers, type NatsConnection } from '@nats-io/transport-node';
import type { LinkId } from '#kernel';
import { TestBorder, newLinkId } from '../../../test/support/border.js';
import { TestFolder, eventually } from '../../../test/support/nats.js';
import { accountOf } from './border-layout.js';
import { BorderConnection } from './index.js';
import {
  connectTo,
  createAuthority,
  createUserKey,
  issueCertificate,
  type KeyedCertificate,
  type UserKey,
} from '#broker';

// XA listens for XB (link one) and XC (link two); administrators of XB and XC are hostile.
const one = newLinkId();
const two = newLinkId();
const rogueKey = createUserKey();

const clientKey = createUserKey();

// Configuration of a hostile administrator: no denials, a client in the link's account, and service imports
// over the link, so that answers come back.
function corrupt(linkId: LinkId, subjects: readonly string[]): (config: string) => string {
  const own = `to.${linkId}.1`;
  const exported = subjects.map((subject) => `{ service: "${subject}" }`).join('\n');
  const imported = [own, ...subjects]
    .map((subject) => `{ service: { account: LINK_${linkId}, subject: "${subject}" } }`)
    .join('\n');
  return (config) =>
    config
      .replace(/deny_imports: .*\n/, '')
      .replace('accounts: ["APP"]', 'accounts: ["APP", "ROGUE"]')
      .replace(
        new RegExp(`LINK_${linkId} {([^]*?)exports = \\[`),
        `ROGUE { users = [ { nkey: "${clientKey.publicKey}" } ]\nimports = [ ${imported} ] }
         LINK_${linkId} {$1users = [ { nkey: "${rogueKey.publicKey}" } ]\nexports = [ ${exported}`,
      );
}

async function asRogue(
  border: TestBorder,
  key: UserKey,
  act: (rogue: NatsConnection) => Promise<void>,
): Promise<void> {
  const rogue = await connectTo({
    host: '127.0.0.1',
    port: border.ports.client,
    seed: key.seed,
    tls: border.login.tls,
    name: 'rogue',
    inboxPrefix: '_INBOX_rogue',
  });
  try {
    await act(rogue);
  } finally {
    await rogue.close();
  }
}

// Answer, `nobody` (no responders) or `silence` (no answer).
async function ask(connection: NatsConnection, subject: string, head = headers()): Promise<string> {
  try {
    const reply = await connection.request(subject, 'x', { timeout: 400, headers: head });
    return reply.string();
  } catch (error) {
    if (error instanceof errors.RequestError && error.isNoResponders()) return 'nobody';
    if (error instanceof errors.TimeoutError) return 'silence';
    throw error;
  }
}

const foreign = (state: string, other: LinkId): string[] => [
  '$JS.API.INFO',
  '$JS.API.STREAM.LIST',
  `$JS.API.STREAM.PURGE.IN_${one}`,
  `$JS.API.STREAM.DELETE.IN_${one}`,
  `$JS.API.STREAM.MSG.GET.IN_${one}`,
  `$JS.${state}.API.INFO`,
  `$JS.${state}.API.STREAM.LIST`,
  `$JS.${state}.API.STREAM.DELETE.IN_${one}`,
  `$JS.API.CONSUMER.MSG.NEXT.IN_${one}.exchange`,
  `$JS.ACK.IN_${one}.exchange.1.1.1.1.1`,
  '$SYS.REQ.SERVER.PING',
  '$SYS.REQ.SERVER.PING.VARZ',
  '$SYS.REQ.USER.INFO.X',
  '$SRV.PING',
  '$KV.x.y',
  '_INBOX_exchange.x',
  `to.${other}.1`,
  `to.${other}.2`,
  'anything',
];

describe('a rogue administrator of a neighbour', () => {
  let folder: TestFolder;
  let xa: TestBorder;
  let xb: TestBorder;
  let xc: TestBorder;
  let a: BorderConnection;

  beforeAll(async () => {
    folder = await TestFolder.create();
    [xa, xb, xc] = await Promise.all([
      TestBorder.create('XA', folder),
      TestBorder.create('XB', folder),
      TestBorder.create('XC', folder),
    ]);
    xa.listenFor(xb, one);
    xa.listenFor(xc, two);
    await xb.solicit(xa, one);
    await xc.solicit(xa, two);
    await xa.start();
    await xb.start(corrupt(one, foreign('XA', two)));
    // XC claims the link of XB: same subjects, its own key.
    await xc.start((config) => corrupt(one, [])(config.replaceAll(two, one)));
    a = await BorderConnection.connect(xa.login);
    await a.ensureInbound({ linkId: one, side: 'listen' });
    await a.ensureInbound({ linkId: two, side: 'listen' });
    await eventually(async () => (await a.linkUp(one)) && (await a.linkUp(two)));
  });

  afterAll(async () => {
    await a.close();
    await Promise.all([xa.stop(), xb.stop(), xc.stop()]);
    await folder.remove();
  });

  it('is the only one of whom the broker tells when asked for its link', async () => {
    const path = `http://127.0.0.1:${xa.login.monitorPort}/leafz?acc=${accountOf(one)}`;
    const { leafs } = (await (await fetch(path)).json()) as { leafs: { account: string }[] };
    expect(new Set(leafs.map(({ account }) => account))).toEqual(new Set([accountOf(one)]));
  });

  it('gets through on the one subject of its own link and on no other', async () => {
    await asRogue(xb, clientKey, async (rogue) => {
      // Control: this set-up does receive answers.
      expect(await ask(rogue, `to.${one}.1`)).toContain(`"stream":"IN_${one}"`);
      const before = [await a.backlog(one), await a.backlog(two)];
      for (const subject of foreign('XA', two))
        expect(`${subject} ${await ask(rogue, subject)}`).toMatch(/ (nobody|silence)$/);
      expect([await a.backlog(one), await a.backlog(two)]).toEqual(before);
    });
  });

  it('gets no answer into an inbox of its own, though what it sends on its own subject is stored', async () => {
    await asRogue(xb, rogueKey, async (rogue) => {
      const before = await a.backlog(one);
      for (const subject of [`to.${one}.1`, ...foreign('XA', two)])
        expect(`${subject} ${await ask(rogue, subject)}`).toMatch(/ (nobody|silence)$/);
      expect(await a.backlog(one)).toBe(before + 1);
    });
  });

  it('with the subjects of another link, but its own key, reaches nothing', async () => {
    await asRogue(xc, rogueKey, async (rogue) => {
      const before = await a.backlog(one);
      expect(await ask(rogue, `to.${one}.1`)).toMatch(/^(nobody|silence)$/);
      expect(await a.backlog(one)).toBe(before);
    });
  });

  it('hears nothing but what is sent to it', async () => {
    const receivedSubjects: string[] = [];
    await asRogue(xb, rogueKey, async (rogue) => {
      rogue.subscribe('>', {
        callback: (_error, message) => void receivedSubjects.push(message.subject),
      });
      await rogue.flush();
      const ids = { messageId: 'i1' };
      await a.publish(two, 2, Buffer.from('for XC'), ids).catch(() => undefined);
      await a.publish(one, 2, Buffer.from('for XB'), ids).catch(() => undefined);
      await eventually(() => receivedSubjects.includes(`to.${one}.2`));
      const strange = receivedSubjects.filter((subject) => !/^(_R_|_INBOX_rogue)\./.test(subject));
      expect([...new Set(strange)]).toEqual([`to.${one}.2`]);
    });
  });

  it('cannot move a stream or an identity by headers', async () => {
    await asRogue(xb, clientKey, async (rogue) => {
      // Two messages at least, so that a roll-up would shorten the stream.
      for (let count = 0; count < 2; count += 1) await ask(rogue, `to.${one}.1`);
      const before = await a.backlog(one);
      expect(before).toBeGreaterThan(1);
      const forged: readonly (readonly [string, string])[] = [
        ['Nats-Rollup', 'all'],
        ['Nats-Rollup', 'sub'],
        ['Nats-Request-Info', '{"acc":"APP","user":"exchange"}'],
        ['Nats-Trace-Dest', 'anything'],
        ['Nats-Schedule', '@every 1s'],
        ['Nats-TTL', '1s'],
        ['Nats-Expected-Stream', 'OTHER'],
      ];
      for (const [name, value] of forged) {
        const head = headers();
        head.set(name, value);
        await ask(rogue, `to.${one}.1`, head);
      }
      // A forged batch may be added; no stored batch is lost.
      expect(await a.backlog(one)).toBeGreaterThanOrEqual(before);
      const names: string[] = [];
      const consumer = a.consume({ linkId: one, side: 'listen' }, (batches) => {
        for (const batch of batches) names.push(...Object.keys(batch));
        return Promise.resolve();
      });
      await eventually(() => names.length > 0);
      await consumer.stop();
      expect([...new Set(names)].sort()).toEqual(['bytes', 'deliveries', 'linkId']);
    });
  });

  it('cannot use the key of its leaf connection as a client', async () => {
    const login = { ...xa.login, seed: xb.leaf.seed, connectWithinMs: 300 };
    await expect(BorderConnection.connect(login)).rejects.toMatchObject({ code: 'CONNECT_FAILED' });
  });
});

describe('the other way round: a rogue administrator of the side that listens', () => {
  it('reaches nothing at the side that connects but its inbound stream', async () => {
    const folder = await TestFolder.create();
    const xa = await TestBorder.create('XA', folder);
    const xb = await TestBorder.create('XB', folder);
    xa.listenFor(xb, one);
    await xb.solicit(xa, one);
    // XA's own leaf key with every right, beside a client.
    await xa.start((config) =>
      config.replace(
        /(LINK_\w+ \{[^]*?)users = \[[^]*?\n {4}\]/,
        `$1users = [ { nkey: "${rogueKey.publicKey}" }, { nkey: "${xb.leaf.publicKey}" } ]`,
      ),
    );
    await xb.start();
    const b = await BorderConnection.connect(xb.login);
    await b.ensureInbound({ linkId: one, side: 'solicit' });
    await eventually(() => b.linkUp(one));
    await asRogue(xa, rogueKey, async (rogue) => {
      expect(await ask(rogue, `to.${one}.2`)).toContain(`"stream":"IN_${one}"`);
      for (const subject of foreign('XB', two))
        expect(`${subject} ${await ask(rogue, subject)}`).toMatch(/ (nobody|silence)$/);
    });
    await b.close();
    await Promise.all([xa.stop(), xb.stop()]);
    await folder.remove();
  });
});

interface Attempt {
  readonly certificate?: KeyedCertificate;
  readonly port: number;
}

function protocolBytes({ certificate, port }: Attempt): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect({
      host: '127.0.0.1',
      port,
      // The caller trusts any certificate: the test asks whom the broker trusts.
      rejectUnauthorized: false,
      ...(certificate === undefined ? {} : { cert: certificate.certificate, key: certificate.key }),
    });
    let bytes = 0;
    const end = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(bytes);
    };
    const timer = setTimeout(end, 4_000);
    socket.on('data', (data: Buffer) => {
      bytes += data.length;
      end();
    });
    socket.on('error', end);
    socket.on('close', end);
  });
}

describe('connections without the right certificate', () => {
  let folder: TestFolder;
  let xa: TestBorder;
  let xb: TestBorder;
  const day = 86_400_000;
  const now = Date.now();
  const valid = { notBefore: new Date(now - 60_000), notAfter: new Date(now + day) };
  const past = { notBefore: new Date(now - 2 * day), notAfter: new Date(now - day) };

  beforeAll(async () => {
    folder = await TestFolder.create();
    xa = await TestBorder.create('XA', folder);
    xb = await TestBorder.create('XB', folder);
    xa.listenFor(xb, one);
    await xa.start();
  });

  afterAll(async () => {
    await xa.stop();
    await folder.remove();
  });

  it('get no byte of the protocol, on the leaf port and on the client port; the right ones do', async () => {
    const rogue = await createAuthority({ name: 'XB link', ...valid });
    const request = { name: 'XB border', hosts: ['127.0.0.1'], use: 'both' } as const;
    const issue = (authority: KeyedCertificate, period: typeof valid) =>
      issueCertificate(authority, { ...request, ...period });
    const unknown = await issue(rogue, valid);
    const expired = await issue(xb.linkAuthority, past);
    const wrong: [string, KeyedCertificate | undefined, number][] = [
      ['none at the leaf port', undefined, xa.ports.leaf],
      ['unknown authority at the leaf port', unknown, xa.ports.leaf],
      ['expired at the leaf port', expired, xa.ports.leaf],
      ['own authority at the leaf port', xa.linkCertificate, xa.ports.leaf],
      ['none at the client port', undefined, xa.ports.client],
      ['a neighbour at the client port', xb.linkCertificate, xa.ports.client],
      ['expired at the client port', await issue(xa.ownAuthority, past), xa.ports.client],
    ];
    for (const [name, certificate, port] of wrong)
      for (let time = 0; time < 5; time += 1)
        expect(
          `${name}: ${await protocolBytes(certificate === undefined ? { port } : { certificate, port })}`,
        ).toBe(`${name}: 0`);
    // Control: with the right certificate the broker answers.
    expect(
      await protocolBytes({ certificate: xb.linkCertificate, port: xa.ports.leaf }),
    ).toBeGreaterThan(0);
    expect(await protocolBytes({ certificate: xa.client, port: xa.ports.client })).toBeGreaterThan(
      0,
    );
  });

  it('TLS 1.2 is not spoken', async () => {
    const code = await new Promise<string>((resolve) => {
      const socket = connect({
        host: '127.0.0.1',
        port: xa.ports.leaf,
        rejectUnauthorized: false,
        maxVersion: 'TLSv1.2',
        cert: xb.linkCertificate.certificate,
        key: xb.linkCertificate.key,
      });
      socket.on('secureConnect', () => resolve('spoken'));
      socket.on('error', () => resolve('refused'));
    });
    expect(code).toBe('refused');
  });
});
