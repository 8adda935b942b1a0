import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CertificateError, readChain, type Sealer } from '#certificate';
import { CliError } from '../errors.js';
import { printable } from '../people/printable.js';
import type { Context } from '../context.js';

/** A key in a device that speaks PKCS#11. */
export interface Token {
  /** RFC 7512; without the PIN, which other people of the machine would see in the list of processes. */
  readonly uri: string;
  /** Library of the device's maker. */
  readonly module: string;
  readonly pinFile: string;
}

const longestOutput = 64 * 1024;
const withinMs = 60_000;

/** Settings of openssl: the provider for this module, which it leaves open at its end, for some crash when it is closed. */
const settings = (module: string): string => `openssl_conf = init
[init]
providers = providers
[providers]
default = default_provider
pkcs11 = pkcs11_provider
[default_provider]
activate = 1
[pkcs11_provider]
pkcs11-module-path = ${module}
pkcs11-module-quirks = no-deinit
activate = 1
`;

function openssl(
  args: readonly string[],
  env: Context['env'],
  input: Uint8Array,
): Promise<Uint8Array> {
  return new Promise((done, failed) => {
    const child = spawn('openssl', args, { env, timeout: withinMs });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    let size = 0;
    const take = (parts: Buffer[]) => (part: Buffer) => {
      size += part.length;
      if (size > longestOutput) child.kill();
      else parts.push(part);
    };
    child.stdout.on('data', take(out));
    child.stderr.on('data', take(err));
    const fail = (why: string, cause?: unknown): void =>
      failed(new CertificateError('CERTIFICATE_SEAL_FAILED', `openssl: ${why}`, cause));
    child.once('error', (cause) => fail(cause.message, cause));
    child.once('close', (code) => {
      const [said = ''] = Buffer.concat(err).toString('utf8').split('\n');
      if (code === 0 && out.length > 0) done(Buffer.concat(out));
      else fail(printable(said === '' ? `ended with ${String(code)}` : said));
    });
    // openssl may end before it has read everything; what it says counts.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/**
 * Seals with a key that never leaves its device: openssl and its provider for PKCS#11 ask it, as a process of their own.
 * @throws CliError CLI_USAGE; CertificateError CERTIFICATE_SEAL_FAILED, CERTIFICATE_KEY_UNFIT
 */
export function tokenSealer(
  { uri, module, pinFile }: Token,
  chainPem: string,
  env: Context['env'],
): Sealer {
  if (!uri.startsWith('pkcs11:') || /pin-(value|source)/.test(uri))
    throw new CliError('CLI_USAGE', 'the token is named as pkcs11:..., without its PIN');
  if (!/^\/[^\n\r"'$\\#]+$/.test(module))
    throw new CliError('CLI_USAGE', 'the module is named by its whole path');
  return {
    chain: readChain(chainPem),
    sign: async (bytes, hash) => {
      const folder = await mkdtemp(join(tmpdir(), 'liaise-token-'));
      try {
        const config = join(folder, 'openssl.cnf');
        await writeFile(config, settings(module), { mode: 0o600 });
        const args = ['dgst', `-${hash}`, '-sign', uri, '-passin', `file:${pinFile}`];
        return await openssl(args, { ...env, OPENSSL_CONF: config }, bytes);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
