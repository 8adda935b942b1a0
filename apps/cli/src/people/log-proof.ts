import {
  leafHash,
  openWithSecond,
  parseLogProof,
  parseVerifierKey,
  verifyLogProof,
  type Verifier,
} from '#tlog';
import { say } from '#language/console';
import { CliError } from '../errors.js';
import { readText } from '../installation/files.js';
import { messageOf } from '../print/message-of.js';

export interface Proven {
  readonly origin: string;
  readonly index: number;
  readonly size: number;
  readonly root: string;
  readonly cosigned: readonly string[];
}

export async function readVerifierKey(file: string): Promise<Verifier> {
  const text = (await readText(file)).trim();
  try {
    return parseVerifierKey(text);
  } catch (error) {
    throw new CliError(
      'CLI_FILE_INVALID',
      say('program.named', { name: file, text: messageOf(error) }),
      error,
    );
  }
}

export interface ProofBytes {
  readonly leaf: Uint8Array;
  readonly proof: Uint8Array;
  readonly second?: Uint8Array | undefined;
}

/**
 * Verifies offline that the log contains the leaf. Each of `witnesses` must have cosigned the checkpoint or its second note.
 * Pure. @throws CliError CLI_PROOF_FAILED
 */
export function prove(
  { leaf, proof, second }: ProofBytes,
  log: Verifier,
  witnesses: readonly Verifier[],
): Proven {
  try {
    const opened = verifyLogProof(proof, leafHash(leaf), log, witnesses);
    const { index, origin, size, root } = opened;
    const { note } =
      second === undefined
        ? opened
        : openWithSecond(parseLogProof(proof).checkpoint, second, log, witnesses);
    const cosigned = note.signatures.flatMap((each) => (each.use === 'cosignature' ? [each] : []));
    const missing = witnesses.find(({ keyId }) => !cosigned.some((each) => each.keyId === keyId));
    if (missing !== undefined)
      throw new Error(say('logProof.noCosignatureOf', { witness: missing.name }));
    const names = cosigned.map(({ name }) => name);
    return { origin, index, size, root: Buffer.from(root).toString('base64'), cosigned: names };
  } catch (error) {
    throw new CliError('CLI_PROOF_FAILED', messageOf(error), error);
  }
}

export const provenLines = ({ origin, index, size, root, cosigned }: Proven): string[] => [
  say('logProof.provenEntry', { index, size, origin }),
  say('logProof.root', { root }),
  cosigned.length === 0
    ? say('logProof.noCosignatureAsked')
    : say('logProof.cosignedBy', { cosigned: cosigned.join(', ') }),
];
