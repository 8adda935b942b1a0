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

/** All that a package is made of, but for the seal and the token over it. */
export interface Build {
  readonly record: BuildRecord;
  readonly index: PackageIndex;
  /**
   * The files that the index names, by their paths (proto/package.md, section 2), exact bytes. Record, index and `roots.txt` are
   * written from the two above.
   */
  readonly files: Files;
}

const text = (said: string): Uint8Array => Buffer.from(said, 'utf8');

const invalid = (detail: string, cause?: unknown): PackageError =>
  new PackageError('PACKAGE_BUILD_INVALID', detail, cause);

/** Sizes of the own log that the leaves of a build name as their anchors. */
function anchorsOf({ index, files }: Build): readonly number[] {
  return index.events.flatMap((event) => {
    const bytes = files.get(paths.event(event.index));
    const anchor = bytes === undefined ? undefined : leafIn(bytes, event.index)?.read.anchor;
    return anchor === undefined || anchor === null ? [] : [anchor.size];
  });
}

/** The payload, whole and with nothing else in it. @throws PackageError */
function payloadOf(build: Build): Map<string, Uint8Array> {
  const { record, index, files } = build;
  const payload = new Map(files);
  try {
    payload.set(names.record, encodeRecord(record));
    payload.set(names.index, encodeIndex(index));
  } catch (cause) {
    throw invalid((cause as Error).message, cause);
  }
  payload.set(names.roots, text(rootsText(record)));
  const demanded = demandedFiles(record, index, anchorsOf(build));
  const missing = demanded.find((name) => !payload.has(name));
  if (missing !== undefined) throw invalid(`${missing} is missing`);
  const allowed = new Set([...demanded, ...allowedFiles]);
  const strange = [...payload.keys()].find((name) => !allowed.has(name));
  if (strange !== undefined) throw invalid(`${strange} is not named`);
  return payload;
}

/** A payload with its manifests. */
export function manifested(record: BuildRecord, payload: Files): Map<string, Uint8Array> {
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
  return files;
}

/** Seals of the State and, where it has an X.509 one, of the authority. */
export interface Seals {
  /** Armored signature over `bytesToSeal`. */
  readonly seal: string;
  /** CMS signature over `bytesToCertify`; null where the record names none. */
  readonly cms: Uint8Array | null;
}

/** A payload with its manifests under the seal of the State, and the manifest that the CMS seal is over, if there is one. */
function sealedPayload(record: BuildRecord, payload: Files, seal: string): Map<string, Uint8Array> {
  const files = manifested(record, payload);
  files.set(names.seal, text(seal));
  files.set(names.tags, text(tagManifest(new Digests(files))));
  if (record.cmsSeal !== null)
    files.set(names.cmsManifest, text(cmsManifest(files.keys(), new Digests(files))));
  return files;
}

/** Makes the package of a payload, whatever it is: nothing is judged here. */
export function sealPayload(
  record: BuildRecord,
  payload: Files,
  { seal, cms }: Seals,
): Map<string, Uint8Array> {
  const files = sealedPayload(record, payload, seal);
  if (cms !== null) files.set(names.cms, cms);
  files.set(names.asic, text(asicManifest(files.keys(), new Digests(files))));
  return files;
}

const fileOf = (files: Files, name: string): Uint8Array => {
  const bytes = files.get(name);
  if (bytes === undefined) throw invalid(name);
  return bytes;
};

/** Files of a package before it is sealed and stamped. @throws PackageError PACKAGE_BUILD_INVALID */
export const unsealedFiles = (build: Build): Files => manifested(build.record, payloadOf(build));

/** The bytes that the State's `package` key signs. @throws PackageError PACKAGE_BUILD_INVALID */
export const bytesToSeal = (build: Build): Uint8Array => fileOf(unsealedFiles(build), names.sha512);

/** The bytes that the authority's X.509 key signs, once the State has sealed. @throws PackageError PACKAGE_BUILD_INVALID */
export const bytesToCertify = (build: Build, seal: string): Uint8Array =>
  fileOf(sealedPayload(build.record, payloadOf(build), seal), names.cmsManifest);

/** A CMS seal is there where the record names one, and nowhere else. @throws PackageError PACKAGE_BUILD_INVALID */
function fitting({ record }: Build, seals: Seals): Seals {
  if ((record.cmsSeal === null) !== (seals.cms === null)) throw invalid('CMS seal');
  return seals;
}

/** The bytes that the time-stamp authority stamps, once they are sealed. @throws PackageError PACKAGE_BUILD_INVALID */
export const bytesToStamp = (build: Build, seals: Seals): Uint8Array =>
  fileOf(sealPayload(build.record, payloadOf(build), fitting(build, seals)), names.asic);

/**
 * Makes the package: the same build, seals and token give the same bytes, on any machine.
 * @param token TimeStampToken over `bytesToStamp`, in its one form
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
