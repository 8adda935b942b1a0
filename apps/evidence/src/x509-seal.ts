import type { Settings } from '#config';
import { cmsSealOf, fileSealer, type Sealer } from '#cms';
import { tokenSealer } from '#device';
import { readOwned, readSecret } from '#runtime';

/**
 * Makes the `Sealer` for X.509 seals; undefined if the settings name no certificate chain. Checks that key and chain match
 * and that secret files are private. @throws CmsError X509_KEY_UNFIT; RuntimeError HOST_SECRET_UNSAFE, HOST_SETTINGS_INVALID
 */
export function sealerOf(
  { x509Seal }: Pick<Settings, 'x509Seal'>,
  env: Readonly<Record<string, string | undefined>>,
): Sealer | undefined {
  const { chainFile, keyFile, device, module, pinFile } = x509Seal;
  if (chainFile === '') return undefined;
  const chain = readOwned(chainFile);
  if (keyFile === '') readSecret(pinFile);
  const sealer =
    keyFile === ''
      ? tokenSealer({ uri: device, module, pinFile }, chain, env)
      : fileSealer(`${readSecret(keyFile)}\n`, chain);
  cmsSealOf(sealer);
  return sealer;
}
