import type { Settings } from '#config';
import { cmsSealOf, fileSealer, type Sealer } from '#cms';
import { tokenSealer } from '#device';
import { readOwned, readSecret } from '#runtime';

/**
 * Makes the X.509 signer of evidence packages; undefined if the settings name no certificate chain. @throws CmsError
 * X509_KEY_UNFIT, X509_DEVICE_INVALID; RuntimeError HOST_SECRET_UNSAFE if a secret file is not private, HOST_SETTINGS_INVALID
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
