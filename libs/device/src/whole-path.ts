import { CmsError } from '#cms';

/**
 * Checks an absolute path without characters that configuration files or shells interpret.
 * @throws CmsError X509_DEVICE_INVALID
 */
export function wholePath(path: string): string {
  if (!/^\/[^\n\r"'$\\#]+$/.test(path))
    throw new CmsError('X509_DEVICE_INVALID', 'module or program is named by its whole path');
  return path;
}
