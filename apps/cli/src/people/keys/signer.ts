import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Fingerprint } from '#kernel';
import {
  open,
  parseCertificate,
  signDetached,
  verifyDetached,
  type Certificate,
  type PrivateKey,
} from '#seal';
import { say } from '#language/console';
import type { Context } from '../../context.js';
import { CliError } from '../../errors.js';
import { exists, readBytes, readPrivate, writeSecret } from '../../installation/files.js';
import { unlockAsking } from '../../keys/passphrase.js';
import { gpgCertificate, gpgDecrypt, gpgSign } from './gpg.js';
import { messageOf } from '../../print/message-of.js';

export interface Signed {
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

export interface ToSign {
  readonly compose: () => Uint8Array | Promise<Uint8Array>;
  readonly check: (bytes: Uint8Array) => void | Promise<void>;
}

export interface Signer {
  readonly certificate: Certificate;
  readonly elsewhere: boolean;
  /**
   * Signs bytes. Undefined when the bytes were only written to a file and wait for a signature made elsewhere.
   * @throws CliError CLI_SIGNATURE_FAILED
   */
  sign(what: ToSign): Promise<Signed | undefined>;
  /** Decrypts a draft that was encrypted to this key. @throws SealError; CliError CLI_DRAFT_CLOSED, CLI_USAGE */
  open(kept: Uint8Array): Promise<Uint8Array>;
}

export interface SignerFlags {
  readonly key?: string;
  readonly passphraseFile?: string;
  readonly gpg?: Fingerprint;
  readonly detached?: string;
  readonly certificate?: string;
}

const suffix = '.sig';
// Most bytes of what a person keeps, encrypted.
const longestKept = 1024 * 1024;

class HeldKey implements Signer {
  readonly elsewhere = false;

  constructor(
    private readonly key: PrivateKey,
    private readonly now: () => Date,
  ) {}

  get certificate(): Certificate {
    return this.key.certificate;
  }

  async sign({ compose }: ToSign): Promise<Signed> {
    const bytes = await compose();
    return { bytes, signature: await signDetached(bytes, this.key, this.now()) };
  }

  async open(kept: Uint8Array): Promise<Uint8Array> {
    return (await open(kept, [this.key], this.now())).payload;
  }
}

class GpgKey implements Signer {
  readonly elsewhere = false;

  constructor(
    readonly certificate: Certificate,
    private readonly context: Context,
  ) {}

  async sign({ compose }: ToSign): Promise<Signed> {
    const bytes = await compose();
    const signature = await gpgSign(this.context.env, bytes, this.certificate.fingerprint);
    await assertSignature(bytes, signature, this.certificate, this.context.now());
    return { bytes, signature };
  }

  open(kept: Uint8Array): Promise<Uint8Array> {
    return gpgDecrypt(this.context.env, kept, longestKept).catch((cause: unknown) => {
      throw new CliError('CLI_DRAFT_CLOSED', messageOf(cause), cause);
    });
  }
}

// Key elsewhere: FILE holds the bytes, FILE.sig their signature.
class KeyElsewhere implements Signer {
  readonly elsewhere = true;

  constructor(
    readonly certificate: Certificate,
    private readonly signatureFile: string,
    private readonly context: Context,
  ) {}

  async sign({ compose, check }: ToSign): Promise<Signed | undefined> {
    const { terminal, now } = this.context;
    const file = this.signatureFile.slice(0, -suffix.length);
    if (!(await exists(file))) await writeSecret(file, await compose());
    else await check(await readBytes(file));
    if (!(await exists(this.signatureFile))) {
      terminal.message(say('signer.exactBytesSignSign', { file }));
      terminal.message(
        say('signer.gpgDetachSign', { fingerprint: this.certificate.fingerprint, file }),
      );
      terminal.message(say('signer.runSameCommandAgain'));
      return undefined;
    }
    const bytes = await readBytes(file);
    const signature = await readBytes(this.signatureFile);
    await assertSignature(bytes, signature, this.certificate, now());
    // Removed after use: an old signature must never match a second document.
    for (const used of [file, this.signatureFile]) await rm(used);
    return { bytes, signature };
  }

  open(): Promise<Uint8Array> {
    return Promise.reject(new CliError('CLI_USAGE', say('signer.draftOpenedKeyGpg')));
  }
}

async function assertSignature(
  bytes: Uint8Array,
  signature: Uint8Array,
  certificate: Certificate,
  at: Date,
): Promise<void> {
  if (signature[0] === 0x2d)
    throw new CliError('CLI_SIGNATURE_FAILED', say('signer.signatureBinaryGpgWithout'));
  try {
    await verifyDetached(bytes, signature, certificate, at);
  } catch (cause) {
    const { message } = cause as Error;
    throw new CliError('CLI_SIGNATURE_FAILED', `${certificate.fingerprint}: ${message}`, cause);
  }
}

/**
 * Signer that an option (`--key`, `--gpg` or `--detached`) names, or else the signer stored at login. @throws CliError
 * CLI_USAGE when several options name a signer, or no signer is known
 */
export async function openSigner(
  flags: SignerFlags,
  remembered: SignerFlags | undefined,
  context: Context,
): Promise<Signer> {
  const ways = [flags.key, flags.gpg, flags.detached].filter((way) => way !== undefined);
  if (ways.length > 1) throw new CliError('CLI_USAGE', say('signer.onlyOneKeyGpg'));
  const chosen = ways.length === 1 ? flags : { ...remembered, ...flags };
  if (chosen.detached !== undefined) return elsewhere(chosen.detached, chosen.certificate, context);
  if (chosen.gpg !== undefined) {
    const certificate = await parseCertificate(await gpgCertificate(context.env, chosen.gpg));
    if (certificate.fingerprint !== chosen.gpg)
      throw new CliError('CLI_USAGE', say('signer.gpgFingerprintPrimaryKey'));
    return new GpgKey(certificate, context);
  }
  if (chosen.key === undefined) throw new CliError('CLI_USAGE', say('signer.sayHowSignKey'));
  const secret = await readPrivate(chosen.key);
  const { key } = await unlockAsking(basename(chosen.key), secret, chosen.passphraseFile, context);
  return new HeldKey(key, context.now);
}

async function elsewhere(
  signatureFile: string,
  certificate: string | undefined,
  context: Context,
): Promise<Signer> {
  if (!signatureFile.endsWith(suffix) || signatureFile.length === suffix.length)
    throw new CliError('CLI_USAGE', say('signer.detachedFileNameEnds'));
  if (certificate === undefined)
    throw new CliError('CLI_USAGE', say('signer.detachedNeedsCertificatePublic'));
  const read = await parseCertificate(await readBytes(certificate));
  return new KeyElsewhere(read, signatureFile, context);
}
