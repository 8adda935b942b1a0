import { phrase, type Detail } from '#kernel';
import type { Settings } from './keys.js';

/**
 * Returns one line about the fault in the X.509 seal settings; empty if none. A seal needs `chainFile`, and either `keyFile`
 * or all of `device`, `module` and `pinFile`.
 */
export function sealFaults({ x509Seal }: Pick<Settings, 'x509Seal'>): Detail[] {
  const { chainFile, keyFile, device, module, pinFile } = x509Seal;
  const ofDevice = [device, module, pinFile].filter((value) => value !== '').length;
  if (chainFile === '')
    return keyFile !== '' || ofDevice > 0
      ? [
          phrase`x509Seal.chainFile: found nothing; allowed: a file, since others of x509Seal are given`,
        ]
      : [];
  const isFile = keyFile !== '' && ofDevice === 0;
  const isDevice = keyFile === '' && ofDevice === 3;
  return isFile || isDevice
    ? []
    : [
        phrase`x509Seal.keyFile: found no one key; allowed: it alone, or device with module and pinFile`,
      ];
}
