import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { v7 } from 'uuid';
import {
  documentKinds,
  documentLimits,
  parseDocumentId,
  parseSha256,
  parseThreadId,
  parseTimestamp,
  timestamp,
} from '#kernel';
import { parseCertificate, SealError, sealKept } from '#seal';
import { say } from '#language/console';
import { list, object, oneOf, orNull, readContent, text } from '../api/shape.js';
import { CliError } from '../errors.js';
import { isWholeId } from '../print/short-id.js';
import {
  destroySecret,
  exists,
  makeFolder,
  namesIn,
  readBytes,
  removeFile,
  replaceFile,
  unusable,
} from '../installation/files.js';
import type { Signer } from './keys/signer.js';
import type { Profile } from './profile.js';
import { rememberIds } from './seen-ids.js';

/** Limits of drafts: number in one profile, bytes of text in one draft, attached files in one draft. */
export const draftLimits = {
  ...{ drafts: 50, bytes: 256 * 1024 },
  files: documentLimits.attachments,
} as const;

// Raised when a draft gets another shape; no other version is read.
const version = 2;

const keptFileOf = object({
  path: text,
  /** Hash of the file when the draft was stored; null when the file was unreadable, too large or not a plain file. */
  sha256: orNull(parseSha256),
});
export type KeptFile = ReturnType<typeof keptFileOf>;

const draft = object({
  v: oneOf(version),
  kind: oneOf(...documentKinds),
  /** Type of the request; null for other kinds of document. */
  type: orNull(text),
  desk: oneOf('requests', 'inbox'),
  thread: orNull(parseThreadId),
  answers: orNull(parseDocumentId),
  /** Time up to which the author has seen the thread's documents. Later documents count as unseen. */
  written: parseTimestamp,
  keptAt: parseTimestamp,
  /** Code of the error that prevented sending; null when the author chose to keep the draft. */
  why: orNull(text),
  attach: list(keptFileOf, draftLimits.files),
  /** Content of the form: JSON, or the author's text if it was not valid JSON. */
  content: text,
});
export type Draft = ReturnType<typeof draft>;
export type Unkept = Omit<Draft, 'v' | 'keptAt'>;

export interface NamedDraft {
  readonly id: string;
  readonly draft: Draft | undefined;
  readonly code?: string;
}

const suffix = '.pgp';

const folderOf = (file: string): string => file.replace(/\.json$/, '.drafts');
const pathOf = (file: string, id: string): string => join(folderOf(file), `${id}${suffix}`);

/** Ids of the drafts of a profile, oldest first. @throws CliError CLI_FILE_UNUSABLE */
export const draftIds = async (file: string): Promise<readonly string[]> =>
  (await namesIn(folderOf(file)))
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length))
    .filter(isWholeId);

// A write takes milliseconds: an older file is left over from a program that was killed.
const writeMs = 60_000;
const unfinished = /^[0-9a-f-]{36}\.pgp\.[0-9a-f]{16}\.new$/;

/** Removes temporary files of drafts, at least a minute old, that a killed program left. @throws CliError CLI_FILE_UNUSABLE */
export async function removeUnfinished(file: string, now: Date): Promise<void> {
  const folder = folderOf(file);
  for (const name of (await namesIn(folder)).filter((each) => unfinished.test(each))) {
    const path = join(folder, name);
    // Another command may have finished or removed it by now.
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || now.getTime() - found.mtimeMs < writeMs) continue;
    await removeFile(path).catch((error: unknown) => {
      throw unusable(path, error);
    });
  }
}

export const hasRoom = async (file: string): Promise<boolean> =>
  (await draftIds(file)).length < draftLimits.drafts;

// Null for whatever cannot go along, such as a device without an end.
async function hashOf(path: string): Promise<KeptFile['sha256']> {
  const hash = createHash('sha256');
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > documentLimits.attachmentBytes) return null;
    const parts = createReadStream(path, { end: documentLimits.attachmentBytes });
    for await (const part of parts as AsyncIterable<Buffer>) hash.update(part);
    return parseSha256(hash.digest('hex'));
  } catch {
    return null;
  }
}

export const keptFile = async (path: string): Promise<KeptFile> => ({
  path: resolve(path),
  sha256: await hashOf(path),
});

/**
 * Requires that no attached file has changed since the draft was stored. Returns the paths of the files. @throws CliError
 * CLI_FILE_INVALID if a file has changed, or had no hash when the draft was stored
 */
export async function requireSameFiles(files: readonly KeptFile[]): Promise<string[]> {
  for (const { path, sha256 } of files)
    if (sha256 === null || (await hashOf(path)) !== sha256)
      throw new CliError('CLI_FILE_INVALID', say('drafts.notFileGoAlong', { path }));
  return files.map(({ path }) => path);
}

/**
 * Stores a draft durably, encrypted to the profile's key, and returns its id. Replaces an earlier draft with the same `id`.
 * @throws CliError CLI_DRAFTS_FULL if a limit in `draftLimits` is exceeded; SealError SEAL_KEY_UNUSABLE if the key can only
 * sign
 */
export async function keepDraft(
  { file, profile }: { readonly file: string; readonly profile: Profile },
  unkept: Unkept,
  now: Date,
  id: string = v7(),
): Promise<string> {
  if (Buffer.byteLength(unkept.content) > draftLimits.bytes)
    throw new CliError(
      'CLI_DRAFTS_FULL',
      say('drafts.textMoreBytes', { bytes: draftLimits.bytes }),
    );
  if (unkept.attach.length > draftLimits.files)
    throw new CliError('CLI_DRAFTS_FULL', say('drafts.moreFiles', { files: draftLimits.files }));
  const others = (await draftIds(file)).filter((each) => each !== id);
  if (others.length >= draftLimits.drafts)
    throw new CliError('CLI_DRAFTS_FULL', say('drafts.draftsKept', { drafts: draftLimits.drafts }));
  const said: Draft = { v: version, ...unkept, keptAt: timestamp(now) };
  const keeper = await parseCertificate(profile.certificate);
  const sealed = await sealKept(Buffer.from(JSON.stringify(said)), keeper, now);
  await makeFolder(folderOf(file));
  await replaceFile(pathOf(file, id), sealed);
  // The draft is stored by now. Without a short id, the list still shows it.
  await rememberIds(file, [id]).catch(() => undefined);
  return id;
}

/**
 * Decrypts a draft with the key of its author.
 * @throws CliError CLI_DRAFT_UNKNOWN, CLI_DRAFT_CLOSED, CLI_FILE_INVALID
 */
export async function readDraft(file: string, id: string, signer: Signer): Promise<Draft> {
  const path = pathOf(file, id);
  if (!(await exists(path))) throw new CliError('CLI_DRAFT_UNKNOWN', id);
  const opened = await signer.open(await readBytes(path)).catch((cause: unknown) => {
    if (cause instanceof SealError) throw new CliError('CLI_DRAFT_CLOSED', id, cause);
    throw cause;
  });
  return readContent(say('drafts.draft', { id }), Buffer.from(opened).toString('utf8'), draft);
}

const unread: readonly string[] = ['CLI_DRAFT_CLOSED', 'CLI_FILE_INVALID', 'CLI_FILE_UNUSABLE'];

/**
 * Reads all drafts of a profile, oldest first. For a draft that cannot be read, the list contains the error's code instead.
 * @throws CliError if the folder cannot be read, or a draft is deleted meanwhile
 */
export async function readDrafts(file: string, signer: Signer): Promise<readonly NamedDraft[]> {
  const found: NamedDraft[] = [];
  for (const id of await draftIds(file))
    try {
      found.push({ id, draft: await readDraft(file, id, signer) });
    } catch (error) {
      if (!(error instanceof CliError) || !unread.includes(error.code)) throw error;
      found.push({ id, draft: undefined, code: error.code });
    }
  return found;
}

/** Destroys the file of a draft. @throws CliError CLI_DRAFT_UNKNOWN */
export async function deleteDraft(file: string, id: string): Promise<void> {
  if (!(await exists(pathOf(file, id)))) throw new CliError('CLI_DRAFT_UNKNOWN', id);
  await destroySecret(pathOf(file, id));
}
