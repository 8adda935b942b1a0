import { randomBytes, type KeyObject } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFile } from '#trust';

/** Key files of every service of a State in `<folder>/keys/<service>/`, as an installation has them. */
export function writeServiceKeys(folder: string, eventKeys: ReadonlyMap<string, KeyObject>): void {
  const shared = { storage: randomBytes(32), index: randomBytes(32), pseudonym: randomBytes(32) };
  for (const [service, eventKey] of eventKeys) {
    const own = join(folder, 'keys', service);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    const write = (name: string, bytes: Buffer | string): void => {
      writeFileSync(join(own, name), bytes, { mode: 0o600 });
      chmodSync(join(own, name), 0o600);
    };
    write(keyFile.storage('ENFORCEMENT', 1), shared.storage);
    write(keyFile.index('ENFORCEMENT'), shared.index);
    write(keyFile.pseudonym, shared.pseudonym);
    write(keyFile.event, eventKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  }
}
