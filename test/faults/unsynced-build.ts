import { cpSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [safe, unsafe] = ['fsync:["on"]', 'fsync:["off"]'];

/**
 * Copies the programs and switches PostgreSQL's `fsync` off in the copy. Campaigns must find lost data with this copy;
 * otherwise campaigns prove nothing. @returns the folder of the changed programs @throws Error if no program switches `fsync`
 * on
 */
export function withoutSync(programs: string): string {
  const root = resolve(programs, '../..');
  const copy = `${root}-without-sync`;
  const [from, folder] = [join(root, 'dist/programs'), join(copy, 'dist/programs')];
  const isOther = (path: string): boolean => path !== from;
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true, filter: isOther });
  // The folder may be a link to programs that others run.
  cpSync(realpathSync(from), folder, {
    recursive: true,
    filter: (path) => !/(\.map|compile-cache)$/.test(path),
  });
  const changed = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .filter((name) => {
      const file = join(folder, name);
      const text = readFileSync(file, 'utf8');
      if (text.includes(safe)) writeFileSync(file, text.replaceAll(safe, unsafe));
      return text.includes(safe);
    });
  if (changed.length === 0) throw new Error(`${safe} stands in no program of ${programs}`);
  return folder;
}
