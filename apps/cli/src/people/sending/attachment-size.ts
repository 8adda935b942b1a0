import { basename } from 'node:path';
import { stat } from 'node:fs/promises';
import type { ApiClient } from '../../api/client.js';
import { ownSession } from '../../api/gen/readers.js';
import { CliError } from '../../errors.js';
import { unusable } from '../../installation/files.js';

const mib = 1024 * 1024;
const mibs = (bytes: number): string => `${Math.round((bytes / mib) * 10) / 10} MiB`;

/** Flaw of the size of a file; undefined when the gateway takes it. Pure. */
export function sizeFlaw(name: string, size: number, limit: number): string | undefined {
  if (size <= limit) return undefined;
  // Nearly the same figure says nothing: then bytes are told.
  const [has, takes] =
    mibs(size) === mibs(limit) ? [`${size} bytes`, `${limit} bytes`] : [mibs(size), mibs(limit)];
  return `${name}: ${has}; this gateway takes ${takes}`;
}

/**
 * Compares files with what the gateway takes, before the first byte is sent: a gateway that refuses in the middle of an upload
 * closes the connection, and its answer is lost. @throws CliError CLI_ATTACHMENT_LARGE, CLI_FILE_UNUSABLE; Refusal
 */
export async function requireTaken(client: ApiClient, files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  const { attachmentBytes } = await client.ask(ownSession, 'GET', '/api/v1/session');
  const flaws: string[] = [];
  for (const file of files) {
    const { size } = await stat(file).catch((cause: unknown) => {
      throw unusable(file, cause);
    });
    flaws.push(
      ...[sizeFlaw(basename(file), size, attachmentBytes)].filter((flaw) => flaw !== undefined),
    );
  }
  if (flaws.length > 0) throw new CliError('CLI_ATTACHMENT_LARGE', flaws.join('\n'));
}
