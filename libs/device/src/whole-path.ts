import { CmsError } from '#cms';

/** A whole path without a character that settings or shells read. @throws CmsError X509_DEVICE_INVALID */
export function wholePath(path: string): string {
  if (!/^\/[^\n\r"'$\\#]+$/.test(path))
    throw new CmsError('X509_DEVICE_INVALID', 'module or program is named by its whole path');
  return path;
}
