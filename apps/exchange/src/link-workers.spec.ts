import type { Step } from '#service-runtime';
import { BorderError, type BorderConnection, type BorderLinkRef, type BrokerFacts } from '#border';
import {
  parseFingerprint,
  parseLinkId,
  parseMessageId,
  parseSha256,
  parseStateCode,
} from '#kernel';
import type { Peer } from '#capabilities/directory/peers.model';
import type { ObjectStore } from '#objects';
import { LinkWorkers, type LinkRuntime } from './link-workers.js';

const aPeer = (code: string, digit: string): Peer => ({
  peer: parseStateCode(code),
  rootFingerprint: parseFingerprint(digit.repeat(40).toUpperCase()),
  rootCertificate: '',
  linkId: parseLinkId(digit.repeat(32)),
  end: 1,
  transcriptSha256: parseSha256(digit.repeat(64)),
  version: 0,
});
const [xb, xc] = [aPeer('XB', 'b'), aPeer('XC', 'c')];

const row = {
  ...{ id: 1, messageId: parseMessageId('1'.repeat(32)), statement: true, attempt: 0, first: true },
  ciphertext: Buffer.from('sealed'),
};

class Border {
  peers: readonly Peer[] = [];
  broker = { serverId: 'one', version: '2.12.12', degraded: false };
  unsafe = false;
  accepted: string | undefined;
  publish: () => Promise<void> = () => Promise.resolve();
  readonly relays: (() => Promise<boolean | number>)[] = [];
  readonly running: string[] = [];
  readonly workers: LinkWorkers;

  constructor() {
    const runtime = {
      store: { transaction: (_: unknown, run: (tx: object) => unknown) => run({}) },
      trust: { refresh: () => Promise.resolve(), peers: () => this.#peers() },
      measure: () => undefined,
      problem: () => () => undefined,
      mailbox: { outbox: { due: () => Promise.resolve([row]), markRelayed: () => undefined } },
      journal: { recordAll: () => Promise.resolve([]) },
      schedule: ({ wake, run }: Step) => {
        if (wake === 'relay') this.relays.push(run);
        return this.#started(wake);
      },
    } as unknown as LinkRuntime;
    const facts = (): BrokerFacts => ({ ...this.broker, syncAlways: true, unsafe: [] });
    const serverId = (): string => this.broker.serverId;
    const border = {
      get serverId() {
        return serverId();
      },
      verifyBroker: () =>
        this.unsafe
          ? Promise.reject(new BorderError('BROKER_UNSAFE', 'sync_interval'))
          : Promise.resolve(facts()),
      publish: () => this.publish(),
      consume: ({ linkId, side }: BorderLinkRef) => ({ stop: this.#started(`${side} ${linkId}`) }),
    } as unknown as BorderConnection;
    this.workers = new LinkWorkers(runtime, border, {} as unknown as ObjectStore);
  }

  #peers() {
    return {
      listPeers: () => this.peers,
      acceptsBroker: (version: string) => version === this.accepted,
    };
  }

  #started(name: string): () => Promise<void> {
    this.running.push(name);
    return () => {
      this.running.splice(this.running.indexOf(name), 1);
      return Promise.resolve();
    };
  }
}

const stepsOf = (peer: Peer): string[] => [`listen ${peer.linkId}`, 'relay', 'objects'];

describe('the links of the exchange', () => {
  it('carry nothing for a State that nobody has confirmed', async () => {
    const border = new Border();
    await border.workers.adjustLinks();
    expect(border.running).toEqual([]);
  });

  it('begin when a neighbour is confirmed and end at the first look after it was removed', async () => {
    const border = new Border();
    border.peers = [xb, xc];
    await border.workers.adjustLinks();
    await border.workers.adjustLinks();
    expect(border.running).toEqual([...stepsOf(xb), ...stepsOf(xc)]);
    border.peers = [xc];
    await border.workers.adjustLinks();
    expect(border.running).toEqual(stepsOf(xc));
  });

  it('begin anew on another link after a ceremony that was repeated', async () => {
    const border = new Border();
    border.peers = [xb];
    await border.workers.adjustLinks();
    const again = { ...xb, linkId: parseLinkId('d'.repeat(32)) };
    border.peers = [again];
    await border.workers.adjustLinks();
    expect(border.running).toEqual(stepsOf(again));
  });
});

describe('over a broker with known faults (D-11)', () => {
  const old = { serverId: 'two', version: '2.10.27', degraded: true };
  const real = aPeer('DE', 'e');

  it('States of tests and trials are exchanged with, which is said', async () => {
    const border = new Border();
    [border.broker, border.peers] = [old, [xb]];
    expect(await border.workers.adjustLinks()).toEqual(['BROKER_VERSION']);
    expect(border.running).toEqual(stepsOf(xb));
  });

  it('a real State waits until two administrators have accepted that very version', async () => {
    const border = new Border();
    [border.broker, border.peers] = [old, [real, xb]];
    expect(await border.workers.adjustLinks()).toEqual(['BROKER_VERSION', 'BROKER_NOT_ACCEPTED']);
    expect(border.running).toEqual(stepsOf(xb));
    border.accepted = '2.10.26';
    await border.workers.adjustLinks();
    expect(border.running).toEqual(stepsOf(xb));
    border.accepted = old.version;
    expect(await border.workers.adjustLinks()).toEqual(['BROKER_VERSION']);
    expect(border.running).toEqual([...stepsOf(xb), ...stepsOf(real)]);
  });

  it('that took the place of a good one while links ran, a real State is left', async () => {
    const border = new Border();
    border.peers = [real];
    expect(await border.workers.adjustLinks()).toEqual([]);
    expect(border.running).toEqual(stepsOf(real));
    border.broker = old;
    expect(await border.workers.adjustLinks()).toEqual(['BROKER_VERSION', 'BROKER_NOT_ACCEPTED']);
    expect(border.running).toEqual([]);
  });
});

describe('a broker that was started again with unsafe settings (D-05)', () => {
  it('ends every link, until it is safe', async () => {
    const border = new Border();
    border.peers = [xb];
    await border.workers.adjustLinks();
    [border.broker, border.unsafe] = [{ ...border.broker, serverId: 'three' }, true];
    await expect(border.workers.adjustLinks()).rejects.toMatchObject({ code: 'BROKER_UNSAFE' });
    expect(border.running).toEqual([]);
    border.unsafe = false;
    await border.workers.adjustLinks();
    expect(border.running).toEqual(stepsOf(xb));
  });
});

describe('a neighbour whose stream is full', () => {
  it('is said as long as it is', async () => {
    const border = new Border();
    border.peers = [xb, xc];
    await border.workers.adjustLinks();
    border.publish = () => Promise.reject(new BorderError('PEER_FULL'));
    await expect(border.relays[0]?.()).rejects.toMatchObject({ code: 'PEER_FULL' });
    expect(await border.workers.adjustLinks()).toEqual(['PEER_FULL']);
    border.publish = () => Promise.resolve();
    await border.relays[1]?.();
    expect(await border.workers.adjustLinks()).toEqual(['PEER_FULL']);
    await border.relays[0]?.();
    expect(await border.workers.adjustLinks()).toEqual([]);
  });
});
