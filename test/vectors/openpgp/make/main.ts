import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
// Imported for its side effect: the product's settings of openpgp.js.
import '#seal';
import { Gpg, Sq } from '../../../support/openpgp-tools.js';
import { certificateVectors } from './certificates.js';
import { messageVectors } from './messages.js';
import { smallOrderVectors } from './small-order.js';
import { signatureVectors } from './signatures.js';
import { gpgTime, sqTime } from './vector.js';

// Makes all vectors anew with new keys. Run after a build, from the repository's root: `node
// dist/test/vectors/openpgp/make/main.js`. Needs gpg 2.4 and sq 1.3.
async function main(folder: string): Promise<void> {
  const gpg = new Gpg(gpgTime);
  const sq = new Sq(sqTime);
  try {
    const vectors = [
      ...(await signatureVectors(gpg, sq)),
      ...(await certificateVectors(gpg)),
      ...(await messageVectors(gpg, sq)),
      ...smallOrderVectors(),
    ];
    for (const old of readdirSync(folder).filter((name) => name.endsWith('.json')))
      rmSync(join(folder, old));
    for (const each of vectors)
      writeFileSync(join(folder, `${each.name}.json`), `${JSON.stringify(each, null, 2)}\n`);
  } finally {
    gpg.close();
    sq.close();
  }
}

await main(resolve('test/vectors/openpgp'));
