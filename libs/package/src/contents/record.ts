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

export interface DirectoryEnd {
  readonly state: StateCode;
  readonly root: Fingerprint;
  readonly version: number;
  readonly head: Sha256;
}

/**
 * Facts fixed when the package was gathered, stored in `data/build.json`. The same record and files always give the same
 * unsealed package.
 */
export interface BuildRecord {
  readonly typ: 'liaise-package-record';
  readonly v: 1;
  readonly exhibit: string;
  readonly state: StateCode;
  readonly authority: AuthorityId;
  readonly neighbour: StateCode;
  readonly reader: ReaderLabel | null;
  readonly link: LinkId;
  readonly thread: ThreadId;
  readonly gatheredAt: Timestamp;
  readonly gathered: number;
  readonly software: string;
  readonly log: { readonly origin: string; readonly size: number; readonly root: string };
  readonly directories: readonly DirectoryEnd[];
  readonly authorities: readonly Sha256[];
  readonly cmsSeal: SealNames | null;
}

const limits = { bytes: 65_536, depth: 4 } as const;

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

export const decodeRecord = (bytes: Uint8Array): BuildRecord =>
  coherent(parse(parseCanonicalJson(bytes, limits)));

export const encodeRecord = (record: BuildRecord): Uint8Array =>
  canonicalJson(coherent(parse(record)));
