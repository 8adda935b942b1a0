import { say, sayDetail } from '#language/console';
import { uploadView } from '../../api/gen/readers.js';
import type { UploadView } from '#capabilities/attachments/transfers.contract';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { documentLimits, parseSha256, parseSha512, type AttachmentEntry } from '#kernel';
import { mediaTypeOf, typeFlaw, typeHeadBytes } from '#capabilities/attachments/file-types.model';
import type { ScanSaid } from '#capabilities/attachments/scans/scan.model';
import type { ApiClient } from '../../api/client.js';
import { Refusal } from '../../api/refusal.js';
import { CliError } from '../../errors.js';
import { exists, unusable } from '../../installation/files.js';
import type { Terminal } from '../../terminal.js';
import { printable } from '../printable.js';
import { scanOf, scanWords } from '../words/scan-words.js';
import { messageOf } from '../../print/message-of.js';

export interface Attached {
  readonly entry: AttachmentEntry;
  readonly upload: string | null;
}

class Watch extends Transform {
  readonly #sha256 = createHash('sha256');
  readonly #sha512 = createHash('sha512');
  size = 0;

  constructor(private readonly onProgress: (size: number) => void) {
    super();
  }

  override _transform(
    part: Buffer,
    _: BufferEncoding,
    done: (e: null, part: Buffer) => void,
  ): void {
    this.#sha256.update(part);
    this.#sha512.update(part);
    this.size += part.length;
    this.onProgress(this.size);
    done(null, part);
  }

  facts(): Pick<AttachmentEntry, 'size' | 'sha256' | 'sha512'> {
    const sha256 = parseSha256(this.#sha256.digest('hex'));
    return { size: this.size, sha256, sha512: parseSha512(this.#sha512.digest('hex')) };
  }
}

function shown(terminal: Terminal, whole: number, sentence: (percent: number) => string) {
  let last = -1;
  return (size: number): void => {
    const percent = whole === 0 ? 100 : Math.floor((size / whole) * 100);
    if (percent === last) return;
    last = percent;
    terminal.progress(`${sentence(percent)}${percent === 100 ? '\n' : ''}`);
  };
}

async function sizeOf(file: string): Promise<number> {
  const { size } = await stat(file).catch((cause: unknown) => {
    throw unusable(file, cause);
  });
  if (size < 1 || size > documentLimits.attachmentBytes)
    throw new CliError(
      'CLI_USAGE',
      say('sendingAttachments.toBytes', { file, attachmentBytes: documentLimits.attachmentBytes }),
    );
  return size;
}

/**
 * Message when the stated media type does not fit the first bytes of a file; undefined when type and bytes agree.
 * @throws CliError
 */
export async function flawOf(
  entry: Pick<AttachmentEntry, 'name' | 'mediaType'>,
  path: string,
): Promise<string | undefined> {
  const file = await open(path).catch((cause: unknown) => {
    throw unusable(path, cause);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(typeHeadBytes), 0, typeHeadBytes, 0);
    const flaw = typeFlaw(entry, buffer.subarray(0, bytesRead));
    return flaw === undefined ? undefined : sayDetail(flaw);
  } catch (cause) {
    throw unusable(path, cause);
  } finally {
    await file.close();
  }
}

export async function assertAttachable(files: readonly string[]): Promise<void> {
  if (files.length > documentLimits.attachments)
    throw new CliError(
      'CLI_USAGE',
      say('sendingAttachments.attachMostFiles', { attachments: documentLimits.attachments }),
    );
  for (const file of files) {
    await sizeOf(file);
    const name = basename(file);
    const flaw = await flawOf({ name, mediaType: mediaTypeOf(name) }, file);
    if (flaw !== undefined)
      throw new CliError('CLI_ATTACHMENT_TYPE', say('sendingAttachments.flaw', { file, flaw }));
  }
}

/**
 * Uploads a file and hashes the sent bytes. Size and hashes must equal those that the gateway stored. @throws CliError
 * CLI_ATTACHMENT_DIFFERS; Refusal
 */
export async function uploadFile(
  client: ApiClient,
  file: string,
  terminal: Terminal,
): Promise<Attached> {
  const size = await sizeOf(file);
  const name = basename(file);
  const watch = new Watch(
    shown(terminal, size, (percent) => say('sendingAttachments.sending', { name, percent })),
  );
  const source = createReadStream(file, { end: size - 1 });
  const closed = new Promise<void>((done) => source.once('close', done));
  // Not `pipeline`: from Node 22 on it may stay pending when both ends are destroyed after the file was read but not
  // yet passed on.
  source.once('error', (cause) => watch.destroy(cause));
  source.pipe(watch);
  let stored: UploadView;
  try {
    stored = await client.upload(uploadView, '/api/v1/uploads', watch, size);
  } catch (error) {
    // The gateway does not know the file's name; it is added here.
    if (error instanceof Refusal && error.code === 'ATTACHMENT_INFECTED')
      terminal.message(say('sendingAttachments.notTaken', { name: printable(name) }));
    throw error;
  } finally {
    source.destroy();
    watch.destroy();
    await closed;
  }
  const facts = watch.facts();
  const same =
    stored.size === facts.size && stored.sha256 === facts.sha256 && stored.sha512 === facts.sha512;
  if (!same)
    throw new CliError(
      'CLI_ATTACHMENT_DIFFERS',
      say('sendingAttachments.storedDifferently', { name }),
    );
  const { verdict, reason } = stored.scan;
  if (verdict !== 'CLEAN' && reason !== 'NO_SCANNER')
    terminal.message(
      say('sendingAttachments.scanned', { name: printable(name), scan: scanWords(stored.scan) }),
    );
  return { entry: { name, mediaType: mediaTypeOf(name), ...facts }, upload: stored.upload };
}

export async function hashFile(file: string, terminal: Terminal): Promise<Attached> {
  const name = basename(file);
  const size = await sizeOf(file);
  const watch = new Watch(
    shown(terminal, size, (percent) => say('sendingAttachments.reading', { name, percent })),
  );
  watch.resume();
  await pipeline(createReadStream(file), watch);
  return { entry: { name, mediaType: mediaTypeOf(name), ...watch.facts() }, upload: null };
}

export type Expected = Pick<AttachmentEntry, 'size' | 'sha256' | 'sha512'>;

/**
 * Downloads an attachment into a new file. Keeps the file only if size and hashes are as the sender signed. @returns the
 * gateway's scan verdict @throws CliError CLI_FILE_EXISTS, CLI_ATTACHMENT_DIFFERS; Refusal
 */
export async function downloadFile(
  client: ApiClient,
  { path, out }: { readonly path: string; readonly out: string },
  expected: Expected,
  terminal: Terminal,
): Promise<ScanSaid> {
  if (await exists(out)) throw new CliError('CLI_FILE_EXISTS', out);
  const { content, scan } = await client.download(path);
  const file = await open(out, 'wx', 0o600).catch((cause: unknown) => {
    content.destroy();
    const there = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    // The file was made meanwhile or is a link: neither written nor removed.
    throw new CliError(there ? 'CLI_FILE_EXISTS' : 'CLI_FILE_UNUSABLE', out, cause);
  });
  const show = shown(terminal, expected.size, (percent) =>
    say('sendingAttachments.fetching', { name: basename(out), percent }),
  );
  const watch = new Watch((size) => {
    // Stops a download that is longer than signed: it could fill the disk.
    if (size > expected.size) content.destroy(new Error(say('sendingAttachments.longerSigned')));
    show(size);
  });
  try {
    await pipeline(content, watch, file.createWriteStream());
    const facts = watch.facts();
    if (
      facts.size !== expected.size ||
      facts.sha256 !== expected.sha256 ||
      facts.sha512 !== expected.sha512
    )
      throw new Error(say('sendingAttachments.notBytesSigned'));
    return scanOf(scan);
  } catch (cause) {
    await rm(out, { force: true });
    throw new CliError(
      'CLI_ATTACHMENT_DIFFERS',
      say('program.named', { name: out, text: messageOf(cause) }),
      cause,
    );
  }
}
