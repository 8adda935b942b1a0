import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  compartments,
  parseSha256,
  parseThreadId,
  timestamp,
  type Compartment,
  type Sha256,
  type ThreadId,
  phrase,
} from '#kernel';
import { canonicalJson, parseCanonicalJson, sha256, type SignedEntry } from '#wire';
import { JournalError } from '../errors.js';
import { eventKeyId } from '../leaf/leaf.js';

export interface ErasureRecord {
  readonly n: number;
  readonly thread: ThreadId;
  readonly compartment: Compartment;
  readonly basis: string;
  readonly order: Sha256;
  readonly decision: Sha256 | null;
  readonly bytes: Buffer;
  readonly sha256: Sha256;
}

export interface NewErasure {
  readonly thread: ThreadId;
  readonly compartment: Compartment;
  readonly basis: string;
  readonly order: SignedEntry;
  readonly decision?: SignedEntry;
}

const maxLine = 64 * 1024;
const maxFile = 1024 * 1024 * 1024;

export const erasureFileOf = (headFile: string): string => join(dirname(headFile), 'erasures');

/**
 * File of erasures to repeat after a restore of the database. Each line is durable before its erasure commits; the custody
 * log contains the line's hash.
 */
export class ErasureFile {
  readonly #records: ErasureRecord[] = [];
  readonly #threads = new Set<ThreadId>();
  #read = 0;
  #rest: Buffer = Buffer.alloc(0);

  constructor(readonly path: string) {}

  /**
   * Returns all records, including lines added since the last call. @throws JournalError ERASURE_FILE_INVALID if the hash
   * chain is broken; ERASURE_FILE_SHORT if the file has shrunk
   */
  records(): readonly ErasureRecord[] {
    this.#refresh();
    return this.#records;
  }

  has(thread: ThreadId): boolean {
    this.#refresh();
    return this.#threads.has(thread);
  }

  isSigned(record: ErasureRecord, keys: readonly KeyObject[]): boolean {
    const line = lineOf(record.bytes);
    const { key, sig } = line.src;
    const signed = canonicalJson({ ...line, src: { key } });
    return keys.some(
      (each) => eventKeyId(each) === key && verify(null, signed, each, Buffer.from(sig, 'base64')),
    );
  }

  next(erasure: NewErasure, key: KeyObject, at: Date): ErasureRecord {
    const last = this.records().at(-1);
    const { thread, compartment, basis, order, decision } = erasure;
    const unsigned = {
      v: 1,
      ...behind(last),
      thread,
      compartment,
      basis,
      order: signedIn(order),
      ...(decision === undefined ? {} : { decision: signedIn(decision) }),
      at: timestamp(at),
      src: { key: eventKeyId(createPublicKey(key)) },
    };
    const sig = sign(null, canonicalJson(unsigned), key).toString('base64');
    const bytes = Buffer.from(canonicalJson({ ...unsigned, src: { ...unsigned.src, sig } }));
    if (bytes.length > maxLine) throw new JournalError('EVENT_INVALID', 'erasure');
    return recordOf(bytes, last);
  }

  /**
   * Appends a line durably, in place of an incomplete last line. Callers must hold `Erasures.lock`. @throws JournalError
   * ERASURE_FILE_INVALID if the line is not the next one
   */
  append(record: ErasureRecord): void {
    const last = this.records().at(-1);
    recordOf(record.bytes, last);
    const isNew = last === undefined && this.#read === 0;
    const file = openSync(
      this.path,
      constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW,
      0o600,
    );
    try {
      ftruncateSync(file, this.#read);
      const line = Buffer.concat([record.bytes, Buffer.from('\n')]);
      let written = 0;
      while (written < line.length)
        written += writeSync(file, line, written, line.length - written, this.#read + written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (isNew) syncFolder(dirname(this.path));
    this.#refresh();
  }

  #refresh(): void {
    const size = this.#size();
    if (size < this.#read) throw new JournalError('ERASURE_FILE_SHORT', phrase`${size} bytes`);
    if (size === this.#read && this.#rest.length === 0) return;
    if (size > maxFile) throw new JournalError('ERASURE_FILE_INVALID', 'size');
    const file = openSync(this.path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const fresh = Buffer.alloc(fstatSync(file).size - this.#read);
      let read = 0;
      while (read < fresh.length) {
        const more = readSync(file, fresh, read, fresh.length - read, this.#read + read);
        if (more === 0) break;
        read += more;
      }
      this.#readLines(fresh.subarray(0, read));
    } finally {
      closeSync(file);
    }
  }

  /** Reads whole lines only: bytes after the last line end belong to an append that still runs or was interrupted. */
  #readLines(bytes: Buffer): void {
    let from = 0;
    for (;;) {
      const end = bytes.indexOf(10, from);
      if (end < 0) break;
      const record = recordOf(Buffer.from(bytes.subarray(from, end)), this.#records.at(-1));
      this.#records.push(record);
      this.#threads.add(record.thread);
      this.#read += end + 1 - from;
      from = end + 1;
    }
    this.#rest = Buffer.from(bytes.subarray(from));
    if (this.#rest.length > maxLine) throw new JournalError('ERASURE_FILE_INVALID', 'line');
  }

  #size(): number {
    try {
      return statSync(this.path).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
      throw error;
    }
  }
}

interface Line {
  readonly n: unknown;
  readonly prev: unknown;
  readonly thread: unknown;
  readonly compartment: unknown;
  readonly basis: unknown;
  readonly order: { readonly entry: unknown; readonly signatures: unknown };
  readonly decision?: { readonly entry: unknown; readonly signatures: unknown };
  readonly src: { readonly key: string; readonly sig: string };
}

const lineOf = (bytes: Uint8Array): Line =>
  parseCanonicalJson(bytes, { bytes: maxLine, depth: 4 }) as unknown as Line;

const behind = (last: ErasureRecord | undefined): { n: number; prev: Sha256 | null } =>
  last === undefined ? { n: 1, prev: null } : { n: last.n + 1, prev: last.sha256 };

function recordOf(bytes: Buffer, last: ErasureRecord | undefined): ErasureRecord {
  const { n, prev } = behind(last);
  try {
    const line = lineOf(bytes);
    const { basis, order, decision, src } = line;
    const compartment = compartments.find((each) => each === line.compartment);
    if (line.n !== n || line.prev !== prev) throw new RangeError('prev');
    if (compartment === undefined) throw new RangeError('compartment');
    if (typeof basis !== 'string' || typeof order.entry !== 'string') throw new RangeError('order');
    if (typeof src.key !== 'string' || typeof src.sig !== 'string') throw new RangeError('src');
    return {
      n,
      thread: parseThreadId(line.thread),
      compartment,
      basis,
      order: sha256(Buffer.from(order.entry, 'base64')),
      decision: decisionHash(decision),
      bytes,
      sha256: parseSha256(sha256(bytes)),
    };
  } catch (cause) {
    throw new JournalError('ERASURE_FILE_INVALID', phrase`line ${n}`, cause);
  }
}

function decisionHash(decision: Line['decision']): Sha256 | null {
  if (decision === undefined) return null;
  if (typeof decision.entry !== 'string') throw new RangeError('decision');
  return sha256(Buffer.from(decision.entry, 'base64'));
}

const signedIn = ({ entry, signatures }: SignedEntry) => ({
  entry: base64(entry),
  signatures: signatures.map(base64),
});

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function syncFolder(path: string): void {
  const folder = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
