import { phrase } from '#kernel';
import { CmsError } from '#cms';

/**
 * Requires an absolute path without characters that configuration files or shells interpret; returns the path.
 * @throws CmsError X509_DEVICE_INVALID
 */
export function wholePath(path: string): string {
  if (!/^\/[^\n\r"'$\\#]+$/.test(path))
    throw new CmsError('X509_DEVICE_INVALID', phrase`module or program is named by its whole path`);
  return path;
}
