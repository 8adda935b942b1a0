import { spawn } from 'node:child_process';
import type { Fingerprint } from '#kernel';
import { say } from '#language/console';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';

type Env = Context['env'];

const longestOutput = 64 * 1024;
// Five minutes (ms): a person may have to find the card and type its PIN.
const withinMs = 5 * 60_000;

function gpg(
  env: Env,
  args: readonly string[],
  input: Uint8Array,
  most = longestOutput,
): Promise<Uint8Array> {
  return new Promise((done, failed) => {
    const child = spawn('gpg', args, {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
      timeout: withinMs,
    });
    const parts: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (part: Buffer) => {
      size += part.length;
      if (size > most) child.kill();
      else parts.push(part);
    });
    const fail = (why: string, cause?: unknown): void =>
      failed(new CliError('CLI_SIGNATURE_FAILED', say('gpg.gpg', { why }), cause));
    child.once('error', (cause) => fail(cause.message, cause));
    child.once('close', (code) => {
      if (code === 0 && size > 0 && size <= most) done(Buffer.concat(parts));
      else
        fail(
          code === 0
            ? say('gpg.noAnswerUsefulLength')
            : say('gpg.endedWith', { code: String(code) }),
        );
    });
    // gpg may end before it has read everything; its output counts.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

export const gpgSign = (
  env: Env,
  bytes: Uint8Array,
  fingerprint: Fingerprint,
): Promise<Uint8Array> =>
  gpg(
    env,
    [
      ...['--quiet', '--no-armor', '--no-emit-version', '--digest-algo', 'SHA512'],
      ...['--local-user', fingerprint, '--output', '-', '--detach-sign'],
    ],
    bytes,
  );

/**
 * Decrypts a message with GnuPG. @throws CliError CLI_SIGNATURE_FAILED when GnuPG fails or the decrypted text is longer than
 * `most` bytes
 */
export const gpgDecrypt = (env: Env, message: Uint8Array, most: number): Promise<Uint8Array> =>
  gpg(env, ['--quiet', '--output', '-', '--decrypt'], message, most);

export const gpgCertificate = (env: Env, fingerprint: Fingerprint): Promise<Uint8Array> =>
  gpg(
    env,
    ['--quiet', '--no-armor', '--export-options', 'export-minimal', '--export', fingerprint],
    new Uint8Array(),
  );
