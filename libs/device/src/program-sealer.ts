import { phrase } from '#kernel';
import { createHash } from 'node:crypto';
import { CmsError, readChain, type Sealer } from '#cms';
import { answerOf } from './answer.js';
import { wholePath } from './whole-path.js';

// Five minutes (ms): people may have to approve a signature elsewhere.
const withinMs = 300_000;
const longestSignature = 1_024;

/**
 * Makes a `Sealer` for a remote key. `program` reads one JSON line with the digest, never the document, and prints the
 * signature in base64. @throws CmsError X509_DEVICE_INVALID, X509_SEAL_FAILED, X509_KEY_UNFIT
 */
export function programSealer(
  program: string,
  chainPem: string,
  env: Readonly<Record<string, string | undefined>>,
): Sealer {
  wholePath(program);
  const chain = readChain(chainPem);
  return {
    chain,
    sign: async (bytes, hash) => {
      const certificate = createHash('sha256')
        .update(chain[0] ?? '')
        .digest('hex');
      const digest = createHash(hash).update(bytes).digest('hex');
      const asked = { typ: 'liaise-sign-hash', v: 1, hash, digest, certificate };
      const input = Buffer.from(`${JSON.stringify(asked)}\n`);
      const answer = await answerOf({ program, args: [], env, input, withinMs });
      const text = answer.toString('latin1').trim();
      const value = Buffer.from(text, 'base64');
      if (value.toString('base64') !== text || value.length > longestSignature)
        throw new CmsError(
          'X509_SEAL_FAILED',
          phrase`${program}: the answer is no signature in base64`,
        );
      return value;
    },
  };
}
