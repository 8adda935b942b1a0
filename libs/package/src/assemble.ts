import { phrase, type Detail, causeDetail } from '#kernel';
import { leafIn } from './reading/shown-event.js';
import { PackageError } from './errors.js';
import { asicManifest, cmsManifest } from './container/asic.js';
import { allowedFiles, demandedFiles, type Files, names, paths } from './container/layout.js';
import {
  bagInfo,
  bagit,
  Digests,
  payloadManifest,
  rootsText,
  tagManifest,
} from './container/manifests.js';
import { encodeIndex, type PackageIndex } from './contents/package-index.js';
import { type BuildRecord, encodeRecord } from './contents/record.js';
import { guide } from './texts/guide.js';
import { script } from './texts/script.js';
import { mimetype, writeZip, ZipFault } from './container/zip.js';

export interface Build {
  readonly record: BuildRecord;
  readonly index: PackageIndex;
  /**
   * Files that the index names, by path and with exact bytes (proto/package.md, section 2). `assemble` adds all others, such
   * as the record.
   */
  readonly files: Files;
}

const text = (said: string): Uint8Array => Buffer.from(said, 'utf8');

const invalid = (detail: Detail, cause?: unknown): PackageError =>
  new PackageError('PACKAGE_BUILD_INVALID', detail, cause);

function anchorsOf({ index, files }: Build): readonly number[] {
  return index.events.flatMap((event) => {
    const bytes = files.get(paths.event(event.index));
    const anchor = bytes === undefined ? undefined : leafIn(bytes, event.index)?.read.anchor;
    return anchor === undefined || anchor === null ? [] : [anchor.size];
  });
}

function payloadOf(build: Build): Map<string, Uint8Array> {
  const { record, index, files } = build;
  const payload = new Map(files);
  try {
    payload.set(names.record, encodeRecord(record));
    payload.set(names.index, encodeIndex(index));
  } catch (cause) {
    throw invalid(causeDetail(cause), cause);
  }
  payload.set(names.roots, text(rootsText(record)));
  const demanded = demandedFiles(record, index, anchorsOf(build));
  const missing = demanded.find((name) => !payload.has(name));
  if (missing !== undefined) throw invalid(phrase`${missing} is missing`);
  const allowed = new Set([...demanded, ...allowedFiles]);
  const strange = [...payload.keys()].find((name) => !allowed.has(name));
  if (strange !== undefined) throw invalid(phrase`${strange} is not named`);
  return payload;
}

interface Manifested {
  readonly files: Map<string, Uint8Array>;
  // Kept for all lists: a later step adds files and never replaces one.
  readonly digests: Digests;
}

function withManifests(record: BuildRecord, payload: Files): Manifested {
  const files = new Map(payload);
  const digests = new Digests(files);
  const [short, long] = (['sha256', 'sha512'] as const).map((algorithm) =>
    text(payloadManifest(files, algorithm, digests)),
  );
  files.set(names.bagInfo, text(bagInfo(record, files)));
  files.set(names.bagit, text(bagit));
  if (short !== undefined) files.set(names.sha256, short);
  if (long !== undefined) files.set(names.sha512, long);
  files.set(names.guide, text(guide));
  files.set(names.script, text(script));
  return { files, digests };
}

export const manifested = (record: BuildRecord, payload: Files): Map<string, Uint8Array> =>
  withManifests(record, payload).files;

export interface Seals {
  readonly seal: string;
  readonly cms: Uint8Array | null;
}

function sealedPayload(record: BuildRecord, payload: Files, seal: string): Manifested {
  const { files, digests } = withManifests(record, payload);
  files.set(names.seal, text(seal));
  files.set(names.tags, text(tagManifest(digests)));
  if (record.cmsSeal !== null)
    files.set(names.cmsManifest, text(cmsManifest(files.keys(), digests)));
  return { files, digests };
}

export function sealPayload(
  record: BuildRecord,
  payload: Files,
  { seal, cms }: Seals,
): Map<string, Uint8Array> {
  const { files, digests } = sealedPayload(record, payload, seal);
  if (cms !== null) files.set(names.cms, cms);
  files.set(names.asic, text(asicManifest(files.keys(), digests)));
  return files;
}

const fileOf = (files: Files, name: string): Uint8Array => {
  const bytes = files.get(name);
  if (bytes === undefined) throw invalid(name);
  return bytes;
};

export const unsealedFiles = (build: Build): Files => manifested(build.record, payloadOf(build));

export const bytesToSeal = (build: Build): Uint8Array => fileOf(unsealedFiles(build), names.sha512);

export const bytesToCertify = (build: Build, seal: string): Uint8Array =>
  fileOf(sealedPayload(build.record, payloadOf(build), seal).files, names.cmsManifest);

function fitting({ record }: Build, seals: Seals): Seals {
  if ((record.cmsSeal === null) !== (seals.cms === null)) throw invalid(phrase`CMS seal`);
  return seals;
}

export const bytesToStamp = (build: Build, seals: Seals): Uint8Array =>
  fileOf(sealPayload(build.record, payloadOf(build), fitting(build, seals)), names.asic);

/**
 * Makes the package; equal arguments give equal bytes. `token`: time-stamp over `bytesToStamp`, encoded by `formToken`.
 * @throws PackageError PACKAGE_BUILD_INVALID
 */
export function assemble(build: Build, seals: Seals, token: Uint8Array): Buffer {
  const files = sealPayload(build.record, payloadOf(build), fitting(build, seals));
  files.set(names.mimetype, text(mimetype));
  files.set(names.token, token);
  try {
    return writeZip([...files].map(([name, content]) => ({ name, content })));
  } catch (cause) {
    if (!(cause instanceof ZipFault)) throw cause;
    throw invalid(cause.message, cause);
  }
}
