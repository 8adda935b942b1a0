import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { copyPrograms } from '../support/programs.js';

const [safe, unsafe] = ['fsync:["on"]', 'fsync:["off"]'];

/**
 * Copies the programs and switches PostgreSQL's `fsync` off in the copy. Campaigns must find lost data with this copy;
 * otherwise campaigns prove nothing. @returns the folder of the changed programs @throws Error if no program switches `fsync`
 * on
 */
export async function withoutSync(programs: string): Promise<string> {
  const copy = `${resolve(programs, '../..')}-without-sync`;
  mkdirSync(copy);
  await copyPrograms(programs, copy);
  const folder = join(copy, 'dist/programs');
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
