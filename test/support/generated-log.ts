import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chainKey, nameOf } from '../../libs/journal/src/heads.js';
import { eventId } from '../../libs/journal/src/leaf/event-id.js';
import { eventKeyId, formLeaf } from '../../libs/journal/src/leaf/leaf.js';
import { Pseudonyms } from '../../libs/journal/src/leaf/pseudonym.js';
import {
  documentOf,
  linkOf,
  messageOf,
  objectFor,
  officer,
  shaOf,
  testConfig,
  threadOf,
} from './journal.js';
import type { Draft } from '#journal';
import { parseStateCode, timestamp } from '#kernel';
import { disclosureDigest } from '#wire';
import {
  addSignatures,
  appendLeaves,
  cosign,
  emptyEdge,
  leafHash,
  makeSigner,
  openCheckpoint,
  rootOf,
  rootOfEdge,
  signCheckpoint,
  type Signer,
} from '#tlog';
import { folderSource } from '../../apps/cli/src/log/folder-source.js';
import { cellOf, names, notesPath } from '../../apps/cli/src/log/layout.js';
import { TreeWriter } from '../../apps/cli/src/log/tree-writer.js';
import { eventKeyName, type Judge, type LogSource } from '#custody';
import type { TestState } from './test-state.js';

export function randomFrom(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) % below;
  };
}

export interface Makers {
  readonly log: Signer;
  readonly witness: Signer;
  readonly eventKeys: ReadonlyMap<string, KeyObject>;
  readonly at: Date;
}

export interface GeneratedLog {
  readonly leaves: readonly Buffer[];
  readonly notes: readonly { readonly size: number; readonly note: string }[];
}

const peer = parseStateCode('XB');

class Story {
  readonly #sent = new Map<number, number>();
  readonly #got = new Map<number, number>();
  constructor(private readonly random: (below: number) => number) {}

  next(): readonly [service: string, draft: Draft] {
    const [n, link] = [this.random(12), 1 + this.random(2)];
    const message = messageOf(this.random(1_000_000));
    const of = { thread: threadOf(this.random(9)), compartment: 'ENFORCEMENT' } as const;
    const actor = { officer, role: 'LIAISON_OFFICER' } as const;
    const channel = (dir: 'IN' | 'OUT', seq: number | null) => ({
      link: linkOf(link),
      peer,
      dir,
      seq,
    });
    const data = { screen: 'document', purpose: 'INVESTIGATION', document: documentOf(n) } as const;
    switch (n) {
      case 0:
      case 1: {
        const seq = (this.#sent.get(link) ?? 0) + 1;
        this.#sent.set(link, seq);
        return [
          'sealer',
          {
            typ: 'msg.send.intent',
            channel: channel('OUT', seq),
            case: of,
            data: { messageId: message, document: documentOf(n), envelopeSha256: shaOf(message) },
            obj: [objectFor('ciphertext', message, 4_096)],
          },
        ];
      }
      case 2:
        return [
          'exchange',
          {
            typ: 'msg.received',
            channel: channel('IN', null),
            data: { messageId: message, parts: 1 },
          },
        ];
      case 3:
        return [
          'exchange',
          {
            typ: 'msg.sent',
            channel: channel('OUT', null),
            data: { messageId: message, attempt: 1 },
          },
        ];
      case 4:
        return [
          'requests',
          {
            typ: 'msg.signed',
            travels: true,
            case: of,
            actor,
            data: {
              ...{ document: documentOf(n), kind: 'request', purpose: 'INVESTIGATION' },
              signer: 'A'.repeat(40) as never,
              ...{ certificateSha256: shaOf('c'), signatureSha256: shaOf('s'), recipientKeys: [] },
            },
          },
        ];
      case 6: {
        const seq = (this.#got.get(link) ?? 0) + 1 + (this.random(9) === 0 ? 1 : 0);
        this.#got.set(link, seq);
        return [
          'opener',
          {
            typ: 'msg.accepted',
            channel: channel('IN', seq),
            case: of,
            data: {
              ...{ messageId: message, document: documentOf(n), envelopeSha256: shaOf(message) },
              ...{ deliveredAt: timestamp(new Date(0)), verifier: 'liaise/1' },
              ...{ certificateSha256: shaOf('c'), directory: { version: 1, head: shaOf('d') } },
            },
          },
        ];
      }
      case 5:
        return [
          'audit',
          { typ: 'access.denied', reason: 'X_DENIED', data: { rule: 'r', count: 1 } },
        ];
      default:
        return ['inbox', { typ: 'item.viewed', case: of, actor, data }];
    }
  }
}

/**
 * Makes a log of `count` events as honest services write it, with hash chains, signed checkpoints and cosignatures. Equal
 * seeds give equal logs.
 */
export function generateLog(seed: number, count: number, makers: Makers): GeneratedLog {
  const random = randomFrom(seed);
  const story = new Story(random);
  const origin = makers.log.verifier.name;
  const pseudonyms = new Pseudonyms(Buffer.alloc(32, 7));
  const heads = new Map<string, string>();
  const leaves: Buffer[] = [];
  const hashes: Uint8Array[] = [];
  let edge = emptyEdge();
  const notes: { size: number; note: string }[] = [];
  let anchor: { size: number; root: string } | null = null;
  let micros = makers.at.getTime() * 1_000;
  for (let open = 1 + random(7); leaves.length < count; open -= 1) {
    const [service, draft] = story.next();
    const key = makers.eventKeys.get(service);
    if (key === undefined) throw new Error(`no event key of ${service}`);
    micros += random(2_000_000);
    const chain = nameOf(chainKey(draft, service));
    const at = new Date(Math.floor(micros / 1_000));
    const prev = heads.get(chain) ?? null;
    const source = { origin, service, version: '0.1.0', config: testConfig };
    const author = { ...source, key, keyId: eventKeyId(key), pseudonyms };
    const { leaf } = formLeaf(draft, author, {
      id: eventId(micros, 0),
      at,
      prev,
      anchor: { own: anchor, peer: null },
      offsetMs: null,
    });
    const hash = leafHash(leaf);
    heads.set(chain, Buffer.from(hash).toString('hex'));
    leaves.push(leaf);
    hashes.push(hash);
    if (open > 0 && leaves.length < count) continue;
    open = 1 + random(7);
    edge = appendLeaves(edge, hashes.splice(0)).edge;
    const [root, size] = [rootOfEdge(edge), leaves.length];
    anchor = { size, root: Buffer.from(root).toString('hex') };
    const note = signCheckpoint({ origin, size, root }, makers.log);
    const last = size === count;
    const line =
      last || random(4) === 0
        ? cosign(
            openCheckpoint(note, makers.log.verifier),
            makers.witness,
            Math.floor(micros / 1e6),
          )
        : '';
    const whole = line === '' ? note : addSignatures(note, line);
    notes.push({ size, note: Buffer.from(whole).toString() });
  }
  return { leaves, notes };
}

export function filesOf({ leaves, notes }: GeneratedLog): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const writer = new TreeWriter();
  for (const { path, bytes } of [...writer.addLeaves(leaves), ...writer.edgeFiles()])
    files.set(path, Buffer.from(bytes));
  for (const { size, note } of notes) {
    const path = notesPath(cellOf(size));
    files.set(path, Buffer.concat([files.get(path) ?? Buffer.alloc(0), Buffer.from(note)]));
  }
  files.set(names.checkpoint, Buffer.from(notes.at(-1)?.note ?? ''));
  return files;
}

export const sourceOf = (files: ReadonlyMap<string, Uint8Array>): Promise<LogSource> =>
  folderSource({ name: 'copy', read: (path) => Promise.resolve(files.get(path)) });

const services = ['requests', 'inbox', 'sealer', 'opener', 'exchange', 'audit'] as const;

export function someMakers(origin = 'xa.example/log'): Makers {
  const key = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
  return {
    log: makeSigner(origin, key(), 'note'),
    witness: makeSigner('xb.example/witness', key(), 'cosignature'),
    eventKeys: new Map(services.map((service) => [service, key()])),
    at: new Date('2026-03-01T00:00:00.000Z'),
  };
}

export function judgeOf({ log, witness, eventKeys }: Makers): Judge {
  const keys = new Map(
    [...eventKeys].map(([service, key]) => {
      const publicKey = createPublicKey(key);
      return [service, new Map([[eventKeyName(publicKey), publicKey]])] as const;
    }),
  );
  return {
    logs: [log.verifier],
    witnesses: [witness.verifier],
    eventKeys: (service) => keys.get(service) ?? new Map(),
    stands: () => true,
    skewMs: 60_000,
  };
}

export class WrittenLog {
  readonly leaves: Buffer[] = [];
  readonly #heads = new Map<string, string>();
  readonly disclosures = new Map<number, readonly string[]>();
  readonly allDisclosures = new Map<number, readonly string[]>();
  anchor: { size: number; root: string } | null = null;
  readonly #pseudonyms = new Pseudonyms(Buffer.alloc(32, 7));

  constructor(
    readonly state: TestState,
    readonly at: Date,
  ) {}

  get origin(): string {
    return `${this.state.state.toLowerCase()}.example/log`;
  }

  get hashes(): Uint8Array[] {
    return this.leaves.map((leaf) => leafHash(leaf));
  }

  time(index: number): Date {
    return new Date(this.at.getTime() + index * 1_000);
  }

  addEvent(service: string, said: Record<string, unknown>): number {
    const draft = said as unknown as Draft;
    const key = this.state.eventKeys.get(service);
    if (key === undefined) throw new Error(`no event key of ${service}`);
    const index = this.leaves.length;
    const chain = nameOf(chainKey(draft, service));
    const source = { origin: this.origin, service, version: '0.1.0', config: testConfig };
    const author = { ...source, key, keyId: eventKeyId(key), pseudonyms: this.#pseudonyms };
    const at = this.time(index);
    const { leaf, disclosures } = formLeaf(draft, author, {
      id: eventId(at.getTime() * 1_000, index),
      at,
      prev: this.#heads.get(chain) ?? null,
      anchor: { own: this.anchor, peer: null },
      offsetMs: null,
    });
    const own = (draft.disclose ?? []).map(({ name }) => name);
    const shown = disclosures.filter(({ name }) => own.includes(name));
    this.disclosures.set(
      index,
      shown.map(({ encoded }) => encoded),
    );
    this.allDisclosures.set(
      index,
      disclosures.map(({ encoded }) => encoded),
    );
    this.#heads.set(chain, Buffer.from(leafHash(leaf)).toString('hex'));
    this.leaves.push(leaf);
    return index;
  }

  valuesOf(index: number): readonly (null | 'NOT_NEEDED')[] {
    const shown = (this.disclosures.get(index) ?? []).map(disclosureDigest);
    return digestsIn(this.leaves[index]).map((each) =>
      shown.includes(each) ? null : 'NOT_NEEDED',
    );
  }

  note(size: number): Uint8Array {
    const root = rootOf(this.hashes.slice(0, size));
    return signCheckpoint({ origin: this.origin, size, root }, this.state.noteSigner('log'));
  }
}

const parsed = (leaf: Uint8Array | undefined) =>
  JSON.parse(Buffer.from(leaf ?? '{}').toString()) as {
    readonly sd?: readonly string[];
    readonly anchor?: { readonly own: { readonly size: number } | null };
  };
export const digestsIn = (leaf: Uint8Array | undefined): readonly string[] => parsed(leaf).sd ?? [];
export const anchorIn = (leaf: Uint8Array | undefined): number =>
  parsed(leaf).anchor?.own?.size ?? 0;
