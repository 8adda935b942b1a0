import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * User under whom PostgreSQL runs, because PostgreSQL refuses root: `postgres`, else `liaise`, else `nobody`. Undefined
 * when this process is not root.
 */
export function unprivilegedUser(passwd = '/etc/passwd'): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = new Map(
    readFileSync(passwd, 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name = '', , uid, gid]) => [name, { name, uid: Number(uid), gid: Number(gid) }]),
  );
  return users.get('postgres') ?? users.get('liaise') ?? users.get('nobody');
}

export function mayEnter(user: User, path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const { uid, gid, mode } = statSync(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}
