import { basename } from 'node:path';
import { stat } from 'node:fs/promises';
import { say } from '#language/console';
import type { ApiClient } from '../../api/client.js';
import { ownSession } from '../../api/gen/readers.js';
import { CliError } from '../../errors.js';
import { unusable } from '../../installation/files.js';

const mib = 1024 * 1024;
const mibs = (bytes: number): string =>
  say('attachmentSize.mebibytes', { bytes: Math.round((bytes / mib) * 10) / 10 });

export function sizeFlaw(name: string, size: number, limit: number): string | undefined {
  if (size <= limit) return undefined;
  // If both figures round to the same text, bytes are shown.
  const [has, takes] =
    mibs(size) === mibs(limit)
      ? [say('attachmentSize.bytes', { size }), say('attachmentSize.limitBytes', { limit })]
      : [mibs(size), mibs(limit)];
  return say('attachmentSize.gatewayTakes', { name, has, takes });
}

/**
 * Refuses files over the gateway's size limit before anything is sent. @throws CliError CLI_ATTACHMENT_LARGE,
 * CLI_FILE_UNUSABLE; Refusal
 */
export async function assertTaken(client: ApiClient, files: readonly string[]): Promise<void> {
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
