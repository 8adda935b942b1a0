import { closeSync, fstatSync, openSync, readSync, readFileSync } from 'node:fs';
import { HostError } from './errors.js';

const largest = 64 * 1024;

/**
 * Content of a file that holds a secret, without white space around it. The file is judged after it was opened, so
 * that it cannot be exchanged between the two.
 * @throws HostError HOST_SECRET_UNSAFE when it is missing, empty, above 64 KiB, no plain file, readable by group or
 *   others, or owned by neither us nor root
 */
export function readSecret(path: string): string {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    throw new HostError('HOST_SECRET_UNSAFE', `${path}: cannot be read`, error);
  }
  try {
    const { mode, uid, size } = fstatSync(fd);
    const refuse = (why: string): never => {
      throw new HostError('HOST_SECRET_UNSAFE', `${path}: ${why}`);
    };
    if ((mode & 0o170000) !== 0o100000) refuse('not a plain file');
    if ((mode & 0o077) !== 0) refuse(`mode ${(mode & 0o777).toString(8)}, allowed 600`);
    if (uid !== 0 && uid !== process.getuid?.()) refuse('owned by somebody else');
    if (size > largest) refuse(`more than ${largest} bytes`);
    const bytes = Buffer.alloc(largest);
    const length = readSync(fd, bytes, 0, largest, 0);
    const text = bytes.toString('utf8', 0, length).trim();
    bytes.fill(0);
    if (text === '') refuse('empty');
    return text;
  } finally {
    closeSync(fd);
  }
}

const largestSettings = 1024 * 1024;

/** A file of bounded size as text. */
export function readBounded(path: string): string {
  const text = readFileSync(path, 'utf8');
  if (text.length > largestSettings) throw new RangeError(`more than ${largestSettings} bytes`);
  return text;
}
