import {
  formatVerifierKey,
  openCheckpoint,
  parsePolicy,
  parseVerifierKey,
  type Policy,
  TlogError,
  type VerifiedSignature,
} from '#tlog';

/** The checkpoint as its witnesses signed it. */
export interface Witnessed {
  /** Undefined where the policy cannot be read. */
  readonly policy: Policy | undefined;
  /** Whether the policy's only log is that of the directory. */
  readonly isOfLog: boolean;
  /** Code of the flaw of the note, if any. */
  readonly flaw: string | undefined;
  readonly isMet: boolean;
  /** Signature lines by keys that the policy names, the log's too, and all lines. */
  readonly known: number;
  readonly lines: number;
  /** Witnesses that signed: their keys as they are written, and when, seconds since 1970. */
  readonly signers: readonly { readonly vkey: string; readonly unixSeconds: number }[];
  readonly size: number;
}

/** Lines after the last empty line of a note. */
export const signatureLines = (note: Uint8Array): number => {
  const text = Buffer.from(note).toString('utf8');
  return text.slice(text.lastIndexOf('\n\n') + 2).split('\n').length - 1;
};

function policyIn(bytes: Uint8Array): Policy | undefined {
  try {
    return parsePolicy(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return undefined;
  }
}

/** A witness of the policy that made a signature, as it is written. */
const signerIn = ({ witnesses }: Policy, signature: VerifiedSignature): Witnessed['signers'] =>
  witnesses
    .filter(({ name, keyId }) => name === signature.name && keyId === signature.keyId)
    .flatMap((key) =>
      signature.use === 'cosignature'
        ? [{ vkey: formatVerifierKey(key), unixSeconds: signature.unixSeconds }]
        : [],
    );

const none = {
  ...{ isOfLog: false, flaw: undefined, isMet: false, known: 0, lines: 0 },
  ...{ signers: [], size: 0 },
} as const;

/** Verifies cosignatures under a checkpoint; undefined where note, policy or log key is missing. */
export function openWitnessed(
  note: Uint8Array | undefined,
  policyBytes: Uint8Array | undefined,
  vkey: string | undefined,
): Witnessed | undefined {
  if (note === undefined || policyBytes === undefined || vkey === undefined) return undefined;
  const policy = policyIn(policyBytes);
  if (policy === undefined) return { ...none, policy };
  const isOfLog = policy.logs.map(formatVerifierKey).join() === vkey;
  try {
    const opened = openCheckpoint(note, parseVerifierKey(vkey), policy.witnesses);
    const { signatures } = opened.note;
    return {
      ...{ policy, isOfLog, flaw: undefined, isMet: policy.isMet(opened.note) },
      ...{ known: signatures.length, lines: signatureLines(note), size: opened.size },
      signers: signatures.flatMap((each) => signerIn(policy, each)),
    };
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return { ...none, policy, isOfLog, flaw: error.code };
  }
}
