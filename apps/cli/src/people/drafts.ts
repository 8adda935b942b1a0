import { join } from 'node:path';
import { v7 } from 'uuid';
import { documentKinds, parseDocumentId, parseThreadId, parseTimestamp, timestamp } from '#kernel';
import { parseCertificate, SealError, sealKept } from '#seal';
import { list, object, oneOf, orNull, readContent, text, whole } from '../api/shape.js';
import { CliError } from '../errors.js';
import {
  destroySecret,
  exists,
  makeFolder,
  namesIn,
  readBytes,
  replaceFile,
} from '../installation/files.js';
import type { Signer } from './keys/signer.js';
import type { Profile } from './profile.js';
import { rememberIds } from './seen-ids.js';

/** Most drafts of a profile, most bytes of the text of one, most files named in one. */
export const draftLimits = { drafts: 50, bytes: 256 * 1024, files: 64 } as const;

const draft = object({
  v: whole,
  kind: oneOf(...documentKinds),
  /** Type of a request; null for any other kind. */
  type: orNull(text),
  desk: oneOf('requests', 'inbox'),
  thread: orNull(parseThreadId),
  answers: orNull(parseDocumentId),
  /** Moment up to which the author knows the thread. */
  written: parseTimestamp,
  keptAt: parseTimestamp,
  /** Code of the error that kept it from being sent; null when the author wanted it kept. */
  why: orNull(text),
  attach: list(text, draftLimits.files),
  /** JSON of the form, as it was filled in; an editor may have left other text. */
  content: text,
});
export type Draft = ReturnType<typeof draft>;
export type Unkept = Omit<Draft, 'v' | 'keptAt'>;

export interface NamedDraft {
  readonly id: string;
  /** Undefined for one that this key does not open. */
  readonly draft: Draft | undefined;
}

const suffix = '.pgp';
const form = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.pgp$/;

const folderOf = (file: string): string => file.replace(/\.json$/, '.drafts');
const pathOf = (file: string, id: string): string => join(folderOf(file), `${id}${suffix}`);

/** Ids of the drafts of a profile, the oldest first. @throws CliError CLI_FILE_UNUSABLE */
export const draftIds = async (file: string): Promise<readonly string[]> =>
  (await namesIn(folderOf(file)))
    .filter((name) => form.test(name))
    .map((name) => name.slice(0, -suffix.length));

/**
 * Keeps a draft, encrypted to the key of the profile. On disk when this resolves; `id` replaces an older form of it.
 * @returns its id
 * @throws CliError CLI_DRAFTS_FULL; SealError SEAL_KEY_UNUSABLE for a key that can only sign
 */
export async function keepDraft(
  { file, profile }: { readonly file: string; readonly profile: Profile },
  unkept: Unkept,
  now: Date,
  id: string = v7(),
): Promise<string> {
  if (Buffer.byteLength(unkept.content) > draftLimits.bytes)
    throw new CliError('CLI_DRAFTS_FULL', `the text has more than ${draftLimits.bytes} bytes`);
  const others = (await draftIds(file)).filter((each) => each !== id);
  if (others.length >= draftLimits.drafts)
    throw new CliError('CLI_DRAFTS_FULL', `${draftLimits.drafts} drafts are kept`);
  const said: Draft = { v: 1, ...unkept, keptAt: timestamp(now) };
  const keeper = await parseCertificate(profile.certificate);
  const sealed = await sealKept(Buffer.from(JSON.stringify(said)), keeper, now);
  await makeFolder(folderOf(file));
  await replaceFile(pathOf(file, id), sealed);
  await rememberIds(file, [id]);
  return id;
}

/**
 * Opens a draft with the key of its author.
 * @throws CliError CLI_DRAFT_UNKNOWN, CLI_DRAFT_CLOSED, CLI_FILE_INVALID
 */
export async function readDraft(file: string, id: string, signer: Signer): Promise<Draft> {
  const path = pathOf(file, id);
  if (!(await exists(path))) throw new CliError('CLI_DRAFT_UNKNOWN', id);
  const opened = await signer.open(await readBytes(path)).catch((cause: unknown) => {
    if (cause instanceof SealError) throw new CliError('CLI_DRAFT_CLOSED', id, cause);
    throw cause;
  });
  return readContent(`draft ${id}`, Buffer.from(opened).toString('utf8'), draft);
}

/** Opens every draft of a profile that the key opens, the oldest first. @throws CliError */
export async function readDrafts(file: string, signer: Signer): Promise<readonly NamedDraft[]> {
  const found: NamedDraft[] = [];
  for (const id of await draftIds(file))
    try {
      found.push({ id, draft: await readDraft(file, id, signer) });
    } catch (error) {
      if (!(error instanceof CliError) || error.code !== 'CLI_DRAFT_CLOSED') throw error;
      found.push({ id, draft: undefined });
    }
  return found;
}

/** Destroys a draft. @throws CliError CLI_DRAFT_UNKNOWN */
export async function deleteDraft(file: string, id: string): Promise<void> {
  if (!(await exists(pathOf(file, id)))) throw new CliError('CLI_DRAFT_UNKNOWN', id);
  await destroySecret(pathOf(file, id));
}
