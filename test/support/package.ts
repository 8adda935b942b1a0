import { X509Certificate } from 'node:crypto';
import {
  parseMessageId,
  parseSha256,
  parseThreadId,
  timestamp,
  type Sha256,
  type ThreadId,
} from '#kernel';
import {
  assemble,
  type Build,
  type BuildRecord,
  bytesToCertify,
  bytesToSeal,
  bytesToStamp,
  directoryText,
  type IndexedEvent,
  mimetype,
  names,
  type PackageIndex,
  parseRoots,
  paths,
  type Reader,
  readZip,
  verifyPackage,
  writeZip,
  encodeIndex,
  encodeRecord,
} from '#package';
import { manifested, sealPayload } from '../../libs/package/src/assemble.js';
import { rootsText } from '../../libs/package/src/container/manifests.js';
import { cmsSealOf, detachedSignature, type Sealer } from '#cms';
import { armored, signDetached } from '#seal';
import { pemOf } from '#stamp';
import {
  addSignatures,
  consistencyProofOf,
  cosign,
  formatLogProof,
  formatVerifierKey,
  inclusionProofOf,
  leafHash,
  openCheckpoint,
  rootOf,
} from '#tlog';
import { canonicalJson, sha256 } from '#wire';
import { anchorIn } from './generated-log.js';
import { type Files, type StoryMessage, Story, type StoryEdits } from './package-story.js';
import { sharedStatePair, type TestKey, type TestState } from './state.js';
import { keepHealth } from './receipts.js';
import { certificateHash, stamped, TimeAuthority } from './time-authority.js';
import { flipBit } from './tlog.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

export interface Editable {
  record: { -readonly [K in keyof BuildRecord]: BuildRecord[K] };
  index: { -readonly [K in keyof PackageIndex]: PackageIndex[K] };
  files: Files;
}

interface Sealing {
  readonly seal?: string;
  readonly cms?: Uint8Array;
  readonly sealer?: Sealer;
  readonly key?: TestKey;
  readonly at?: Date;
  readonly authority?: TimeAuthority;
  readonly isFormed?: boolean;
}

export interface StoryContext {
  readonly own: TestState;
  readonly neighbour: TestState;
  readonly authority: TimeAuthority;
  readonly at: Date;
}

interface Telling extends StoryEdits {
  readonly later?: (context: StoryContext) => Promise<unknown>;
  readonly ageSeconds?: number;
  /** Removed with the package, and when the package cannot be made. */
  readonly authority?: TimeAuthority;
}

export class TestPackage {
  #made: Promise<Buffer> | undefined;
  private constructor(
    readonly own: TestState,
    readonly neighbour: TestState,
    readonly authority: TimeAuthority,
    readonly build: Build,
    readonly story: Story,
  ) {}

  static async make(telling: Telling = {}): Promise<TestPackage> {
    const { later, ageSeconds = 600, authority = await TimeAuthority.ofRun(), ...edits } = telling;
    const at = new Date((Math.floor(Date.now() / 1_000) - ageSeconds) * 1_000);
    try {
      const [own, neighbour] = await sharedStatePair();
      const story = new Story(own, neighbour, authority, { at, ...edits });
      await story.tell();
      await later?.({ own, at, neighbour, authority });
      return new TestPackage(own, neighbour, authority, new Gathering(story).build(), story);
    } catch (error) {
      authority.remove();
      throw error;
    }
  }

  remove = (): void => this.authority.remove();

  reader(changes: Partial<Reader> = {}): Reader {
    const at = new Date(Date.now() + 60_000);
    return { roots: parseRoots(this.rootsFile()), at, ...changes };
  }

  rootsFile = (): string => rootsText(this.build.record);

  async seal(bytes: Uint8Array, key = this.own.keys.package, at = new Date()): Promise<string> {
    return armored(await signDetached(bytes, key.unlocked, at), 'SIGNATURE');
  }

  async assemble(build = this.build, by: Sealing = {}): Promise<Buffer> {
    const seal = by.seal ?? (await this.seal(bytesToSeal(build), by.key, by.at));
    const { authority, isFormed = true } = by;
    const over = build.record.cmsSeal === null ? undefined : bytesToCertify(build, seal);
    const seals = { seal, cms: await this.#certified(over, by) };
    const token = await stamped(authority ?? this.authority, bytesToStamp(build, seals), isFormed);
    return assemble(build, seals, token);
  }

  async #certified(over: Uint8Array | undefined, by: Sealing = {}) {
    const { cms, sealer = this.story.sealer, at = new Date() } = by;
    return over === undefined ? null : (cms ?? detachedSignature([over], sealer, at, 'TIME'));
  }

  indexOf(typ: string): number {
    const { index, files } = this.build;
    const found = index.events.find((event) =>
      textOf(files.get(paths.event(event.index))).includes(`"typ":"${typ}"`),
    );
    if (found === undefined) throw new Error(`no event ${typ}`);
    return found.index;
  }

  /**
   * Verifies a package with `change` and with new hashes and seals. @returns name and code of the first failed check
   * (undefined if none failed), and the exit code
   */
  async refusal(change: Change): Promise<readonly unknown[]> {
    const bytes = await this.assemble(this.changed(change));
    const { checks, exit } = await verifyPackage(bytes, this.reader(), 'first');
    const failed = checks.find(({ verdict }) => verdict === 'fail');
    return [failed?.check, failed?.code, exit];
  }

  hashOf(leaf: Uint8Array): Sha256 {
    return parseSha256(hex(leafHash(leaf)));
  }

  readonly otherMessage = parseMessageId('ab'.repeat(16));
  readonly otherThread = parseThreadId('01900000-0000-7000-8000-00000000abcd');

  async forged(change: (files: Files) => unknown, isCertified = true): Promise<Buffer> {
    this.#made ??= this.assemble();
    const payload = readZip(await this.#made).filter(({ name }) => name.startsWith('data/'));
    const files: Files = new Map(payload.map(({ name, content }) => [name, content]));
    change(files);
    return this.#sealed(this.build.record, files, isCertified);
  }

  /** Seals a package without the checks of `assemble`. An insider with the sealing keys can use another program. */
  forgedBuild({ record, index, files }: Build): Promise<Buffer> {
    const payload: Files = new Map(files);
    payload.set(names.record, encodeRecord(record)).set(names.index, encodeIndex(index));
    payload.set(names.roots, Buffer.from(rootsText(record)));
    return this.#sealed(record, payload, true);
  }

  async #sealed(record: BuildRecord, files: Files, isCertified: boolean): Promise<Buffer> {
    const seal = await this.seal(manifested(record, files).get(names.sha512) ?? new Uint8Array());
    const over = sealPayload(record, files, { seal, cms: null }).get(names.cmsManifest);
    const cms = isCertified ? await this.#certified(over) : null;
    const sealed = sealPayload(record, files, { seal, cms });
    const token = await stamped(this.authority, fileIn({ files: sealed }, names.asic), true);
    sealed.set(names.token, token).set(names.mimetype, Buffer.from(mimetype));
    return writeZip([...sealed].map(([name, content]) => ({ name, content })));
  }

  changed(change: (build: Editable) => void): Build {
    const editable = {
      record: structuredClone(this.build.record),
      index: structuredClone(this.build.index),
      files: new Map(this.build.files),
    };
    change(editable);
    return editable;
  }
}

class Gathering {
  constructor(private readonly story: Story) {}

  build(): Build {
    const record = this.#buildRecord();
    const events = this.#events();
    this.#keepLog(record, events);
    this.#keepKeys();
    for (const [i, kept] of this.story.messages.entries()) this.#keepMessage(kept, i + 1);
    const { certificates, lists } = this.#keepAuthority();
    const { own, neighbour } = this.story;
    const named = [own.keys.package, own.keys.signing, neighbour.keys.signing];
    for (const { fingerprint, certificate } of named)
      this.story.files.set(paths.key(fingerprint), certificate);
    const { stamped } = this.story;
    if (stamped === undefined) throw new Error('not stamped');
    const fields = events.flatMap(({ values }) => values).filter((each) => each !== null).length;
    const index: PackageIndex = {
      ...{ typ: 'liaise-package-index', v: 1, events },
      messages: this.story.messages.map(({ direction, messageId, document, bytes }) => ({
        ...{ direction, message: messageId, document: document.id, ciphertext: true },
        attachments: document.attachments.map((_, i) => (i === 1 ? 'TOO_LARGE' : null)),
        hashes: document.attachments.map((attachment) => attachment.sha256),
        ...{ sha256: sha256(bytes), withheld: null },
      })),
      ...{ receipts: this.story.receipts, asks: this.story.asks },
      tokens: [{ size: stamped.size, stamped: stamped.index }],
      ...{ certificates, lists },
      keys: named.map(({ fingerprint }) => fingerprint).sort(),
      withheld: { events: 1, files: 1, fields, unnamed: 2 },
      supersedes: this.story.supersedes,
    };
    return { record, index, files: this.story.files };
  }

  #buildRecord(): BuildRecord {
    const { own, neighbour, authority, link, thread, log, gathered, sealer } = this.story;
    const root = base64(rootOf(log.hashes));
    return {
      ...{ typ: 'liaise-package-record', v: 1, exhibit: 'border-police-2026-1' },
      ...{ state: own.state, authority: own.officer('ana').authority, neighbour: neighbour.state },
      ...{ reader: null, link, thread: thread as ThreadId, gathered },
      gatheredAt: timestamp(log.time(gathered)),
      ...{ software: '0.1.0', log: { origin: log.origin, size: log.leaves.length, root } },
      directories: [own, neighbour].map((state) => ({
        ...{ state: state.state, root: state.rootFingerprint, ...state.point() },
      })),
      authorities: [parseSha256(certificateHash(authority.read('ca.pem')))],
      cmsSeal: cmsSealOf(sealer),
    };
  }

  #events(): IndexedEvent[] {
    const { hashes } = this.story.log;
    return this.story.events.flatMap(({ index, why, withheld }) =>
      why === undefined
        ? []
        : [
            {
              index,
              leaf: parseSha256(hex(hashes[index] ?? new Uint8Array())),
              values: (withheld ?? null) === null ? this.story.log.valuesOf(index) : [],
              why,
              withheld: withheld ?? null,
            },
          ],
    );
  }

  #keepLog({ log }: BuildRecord, events: readonly IndexedEvent[]): void {
    const { hashes, leaves } = this.story.log;
    const witness = this.story.neighbour.noteSigner('witness');
    const { verifier } = this.story.own.noteSigner('log');
    const note = this.story.log.note(log.size);
    const seconds = Math.floor(this.story.log.time(log.size).getTime() / 1_000);
    const checkpoint = addSignatures(
      note,
      cosign(openCheckpoint(note, verifier), witness, seconds),
    );
    this.story.files.set(names.checkpoint, checkpoint);
    const lines = [`log ${formatVerifierKey(verifier)}`];
    lines.push(`witness XB-1 ${formatVerifierKey(witness.verifier)}`, 'quorum XB-1', '');
    this.story.files.set(names.policy, Buffer.from(lines.join('\n')));
    for (const { index, withheld } of events) {
      const leaf = leaves[index];
      if (withheld === null && leaf !== undefined) this.story.files.set(paths.event(index), leaf);
      const shown = withheld === null ? (this.story.log.disclosures.get(index) ?? []) : [];
      if (shown.length > 0)
        this.story.files.set(paths.disclosure(index), canonicalJson({ shown: [...shown].sort() }));
      const proof = { index, hashes: inclusionProofOf(hashes, index), checkpoint };
      this.story.files.set(paths.proof(index), formatLogProof(proof));
    }
    this.#keepStates(events);
    keepHealth(this.story);
  }

  #keepStates(events: readonly IndexedEvent[]): void {
    const { stamped, log } = this.story;
    if (stamped === undefined) throw new Error('not stamped');
    this.story.files.set(paths.checkpoint(stamped.size), this.story.log.note(stamped.size));
    this.story.files.set(paths.token(1), stamped.token);
    const shown = events.filter(({ withheld }) => withheld === null);
    const anchors = shown.map(({ index }) => anchorIn(this.story.log.leaves[index]));
    for (const size of new Set([...anchors, stamped.size]))
      if (size > 0) {
        const proof = consistencyProofOf(log.hashes, size);
        this.story.files.set(
          paths.consistency(size),
          Buffer.from(proof.map((hash) => `${base64(hash)}\n`).join('')),
        );
      }
  }

  #keepKeys(): void {
    const { own, neighbour, files } = this.story;
    for (const { state, directory } of [own, neighbour])
      files.set(paths.directory(state), Buffer.from(directoryText(directory)));
  }

  #keepMessage(kept: StoryMessage, place: number): void {
    const put = (name: string, bytes: Uint8Array) =>
      this.story.files.set(paths.message(place, name), bytes);
    put('document.json', kept.bytes);
    put('document.sig', kept.signature);
    put('certificate.pgp', kept.certificate);
    put('envelope.json', kept.envelope);
    put('envelope.sig', kept.envelopeSignature);
    put('original.pgp', kept.original);
    const [first] = kept.attachments;
    if (first !== undefined) put('attachments/1', first);
  }

  #keepAuthority() {
    const { authority, files } = this.story;
    const certificates = ['ca.pem', 'middle.pem'].map((file) => {
      const pem = authority.read(file);
      const hash = certificateHash(pem);
      const bytes = Buffer.from(pemOf(new X509Certificate(pem).raw, 'CERTIFICATE'));
      files.set(paths.certificate(hash), bytes);
      return parseSha256(hash);
    });
    const lists = ['root.crl', 'middle.crl'].map((file) => {
      const der = Buffer.from(authority.read(file).replace(/-----.*-----|\s/g, ''), 'base64');
      files.set(paths.revocationList(sha256(der)), Buffer.from(pemOf(der, 'X509 CRL')));
      return sha256(der);
    });
    return { certificates: certificates.sort(), lists: lists.sort() };
  }
}

export type Change = (build: Editable) => void;

export const textOf = (bytes: Uint8Array | undefined): string =>
  Buffer.from(bytes ?? '').toString('utf8');
export const fileIn = ({ files }: Pick<Editable, 'files'>, name: string): Uint8Array => {
  const bytes = files.get(name);
  if (bytes === undefined) throw new Error(name);
  return bytes;
};

export const replaced =
  (name: string, found: string | RegExp, by: string | ((found: string) => string)): Change =>
  (build) => {
    const before = textOf(fileIn(build, name));
    const after = typeof by === 'string' ? before.replace(found, by) : before.replace(found, by);
    if (after === before) throw new Error(`nothing to change in ${name}`);
    build.files.set(name, Buffer.from(after));
  };

/** Returns `2` for `1`, else `1`: always different from `one`, and valid both in Base64 and as a decimal digit. */
export const otherCharacter = (one: string): string => (one === '1' ? '2' : '1');

export const turned =
  (name: string): Change =>
  (build) => {
    const bytes = fileIn(build, name);
    build.files.set(name, flipBit(bytes, bytes.length * 4));
  };

export const swapped =
  (one: string, other: string): Change =>
  (build) => {
    const [a, b] = [fileIn(build, one), fileIn(build, other)];
    build.files.set(one, b).set(other, a);
  };

export const copied =
  (from: string, to: string): Change =>
  (build) => {
    build.files.set(to, fileIn(build, from));
  };

export const both =
  (...changes: readonly Change[]): Change =>
  (build) => {
    for (const change of changes) change(build);
  };
