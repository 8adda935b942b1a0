import {
  closed,
  forms,
  list,
  orNull,
  pattern,
  schemaParser,
  text,
  type AuthorityId,
  type Fingerprint,
  type LinkId,
  type Sha256,
  type StateCode,
  type ThreadId,
  type Timestamp,
} from '#kernel';
import { type ReaderLabel, readerForm } from '#capabilities/packages/variants.model';
import type { SealNames } from '#cms';
import { canonicalJson, parseCanonicalJson } from '#wire';

/** Where a directory chain ends, and the root that it begins with. */
export interface DirectoryEnd {
  readonly state: StateCode;
  readonly root: Fingerprint;
  readonly version: number;
  readonly head: Sha256;
}

/**
 * Facts that gather froze: `data/build.json`. All that `assemble` needs besides it are the files that the index names. Times and
 * signatures differ between two gatherings; the same record and files give the same package.
 */
export interface BuildRecord {
  readonly typ: 'liaise-package-record';
  readonly v: 1;
  /** Name of the package, never given twice: `border-police-2026-1`. */
  readonly exhibit: string;
  /** State and authority that build it, and the State at the other end of the thread. */
  readonly state: StateCode;
  readonly authority: AuthorityId;
  readonly neighbour: StateCode;
  /** Label of the reader that this variant is for, such as `defence-1`; null: for no named reader. */
  readonly reader: ReaderLabel | null;
  readonly link: LinkId;
  readonly thread: ThreadId;
  /** Time and index of the leaf `pkg.gathered`, which ends the chain of the case. */
  readonly gatheredAt: Timestamp;
  readonly gathered: number;
  /** Version of the software that gathered. */
  readonly software: string;
  /** The checkpoint that every proof leads to; `root` in base64. */
  readonly log: { readonly origin: string; readonly size: number; readonly root: string };
  /** Of both States, ascending by State. */
  readonly directories: readonly DirectoryEnd[];
  /** SHA-256 (DER) of the self-signed certificates of the time-stamp authorities relied on, ascending. */
  readonly authorities: readonly Sha256[];
  /** CMS seal of the authority: SHA-256 (DER) of its certificate and of the self-signed one above it; null: it has none. */
  readonly cmsSeal: SealNames | null;
}

const limits = { bytes: 65_536, depth: 4 } as const;

/** Number of a package, as its name. */
export const exhibitForm = pattern('^[a-z0-9][a-z0-9.-]{0,63}$');

const parse = schemaParser<BuildRecord>(
  closed({
    typ: { const: 'liaise-package-record' },
    v: { const: 1 },
    exhibit: exhibitForm,
    state: forms.state,
    authority: forms.authority,
    neighbour: forms.state,
    reader: orNull(pattern<ReaderLabel>(readerForm)),
    link: forms.hex32,
    thread: forms.uuid7,
    gatheredAt: forms.time,
    gathered: forms.count,
    software: text(40),
    log: closed({ origin: text(255), size: forms.number, root: forms.base64Of32 }),
    directories: list(
      closed({
        state: forms.state,
        root: forms.fingerprint,
        version: forms.number,
        head: forms.sha256,
      }),
      2,
      2,
    ),
    authorities: list(forms.sha256, 8, 1),
    cmsSeal: orNull(closed({ certificate: forms.sha256, authority: forms.sha256 })),
  }),
  'VALUE_INVALID',
);

/** Ascending, each once. */
export const isAscending = (values: readonly (string | number)[]): boolean =>
  values.every((value, i) => i === 0 || value > (values[i - 1] ?? value));

function coherent(record: BuildRecord): BuildRecord {
  const states = record.directories.map(({ state }) => state);
  const named = [record.state, record.neighbour].sort();
  if (!isAscending(states) || states.join() !== named.join()) throw new RangeError('directories');
  if (!isAscending(record.authorities)) throw new RangeError('authorities');
  if (!/^[ -~]*$/.test(record.software)) throw new RangeError('software');
  return record;
}

/** @throws WireError, KernelError, RangeError naming the member */
export const decodeRecord = (bytes: Uint8Array): BuildRecord =>
  coherent(parse(parseCanonicalJson(bytes, limits)));

/** @throws KernelError, RangeError naming the member */
export const encodeRecord = (record: BuildRecord): Uint8Array =>
  canonicalJson(coherent(parse(record)));
