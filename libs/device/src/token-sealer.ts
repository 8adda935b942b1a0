import { phrase } from '#kernel';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CmsError, readChain, type Sealer } from '#cms';
import { answerOf } from './answer.js';
import { wholePath } from './whole-path.js';

export interface Token {
  /** Key URI (RFC 7512). Must not contain the PIN, because the system's process list would show the PIN. */
  readonly uri: string;
  readonly module: string;
  readonly pinFile: string;
}

const withinMs = 60_000;

// Configuration of openssl that loads the PKCS#11 provider and never unloads it, since some libraries crash
// on unload.
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

/**
 * Makes a `Sealer` for a key in a device (PKCS#11); a separate openssl process uses the device. @throws CmsError
 * X509_DEVICE_INVALID, X509_SEAL_FAILED, X509_KEY_UNFIT
 */
export function tokenSealer(
  { uri, module, pinFile }: Token,
  chainPem: string,
  env: Readonly<Record<string, string | undefined>>,
): Sealer {
  if (!uri.startsWith('pkcs11:') || /pin-(value|source)/.test(uri))
    throw new CmsError(
      'X509_DEVICE_INVALID',
      phrase`the token is named as pkcs11:..., without its PIN`,
    );
  wholePath(module);
  return {
    chain: readChain(chainPem),
    sign: async (bytes, hash) => {
      const folder = await mkdtemp(join(tmpdir(), 'liaise-token-'));
      try {
        const config = join(folder, 'openssl.cnf');
        await writeFile(config, settings(module), { mode: 0o600 });
        return await answerOf({
          program: 'openssl',
          args: ['dgst', `-${hash}`, '-sign', uri, '-passin', `file:${pinFile}`],
          env: { ...env, OPENSSL_CONF: config },
          ...{ input: bytes, withinMs },
        });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
