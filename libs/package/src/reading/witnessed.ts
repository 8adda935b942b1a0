import {
  formatVerifierKey,
  openCheckpoint,
  type OpenedCheckpoint,
  openWithSecond,
  parsePolicy,
  parseVerifierKey,
  type Policy,
  TlogError,
  type VerifiedSignature,
} from '#tlog';

export type SecondFlaw = 'COSIGNATURE_INVALID' | 'SECOND_DIFFERS' | 'SIGNER_UNKNOWN';

export interface Witnessed {
  readonly policy: Policy | undefined;
  readonly isOfLog: boolean;
  readonly flaw: string | undefined;
  readonly secondFlaw: SecondFlaw | undefined;
  readonly isMet: boolean;
  readonly known: number;
  readonly lines: number;
  readonly signers: readonly { readonly vkey: string; readonly unixSeconds: number }[];
  readonly size: number;
}

interface Notes {
  readonly note: Uint8Array | undefined;
  readonly second: Uint8Array | undefined;
  readonly policy: Uint8Array | undefined;
}

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

const signerIn = ({ witnesses }: Policy, signature: VerifiedSignature): Witnessed['signers'] =>
  witnesses
    .filter(({ name, keyId }) => name === signature.name && keyId === signature.keyId)
    .flatMap((key) =>
      signature.use === 'cosignature'
        ? [{ vkey: formatVerifierKey(key), unixSeconds: signature.unixSeconds }]
        : [],
    );

const none = {
  ...{ isOfLog: false, flaw: undefined, secondFlaw: undefined, isMet: false, known: 0, lines: 0 },
  ...{ signers: [], size: 0 },
} as const;

function joined(
  note: Uint8Array,
  second: Uint8Array,
  vkey: string,
  { witnesses }: Policy,
): OpenedCheckpoint | SecondFlaw {
  try {
    const opened = openWithSecond(note, second, parseVerifierKey(vkey), witnesses);
    const lines = signatureLines(second);
    if (opened.second.signatures.length !== lines) return 'SIGNER_UNKNOWN';
    // A second note without a cosignature has no purpose.
    return lines > 1 ? opened : 'SECOND_DIFFERS';
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return error.code === 'NOTE_SIGNATURE_INVALID' ? 'COSIGNATURE_INVALID' : 'SECOND_DIFFERS';
  }
}

export function openWitnessed(
  { note, second, policy: policyBytes }: Notes,
  vkey: string | undefined,
): Witnessed | undefined {
  if (note === undefined || policyBytes === undefined || vkey === undefined) return undefined;
  const policy = policyIn(policyBytes);
  if (policy === undefined) return { ...none, policy };
  const isOfLog = policy.logs.map(formatVerifierKey).join() === vkey;
  try {
    const first = openCheckpoint(note, parseVerifierKey(vkey), policy.witnesses);
    const more = second === undefined ? first : joined(note, second, vkey, policy);
    const [opened, secondFlaw] = typeof more === 'string' ? [first, more] : [more, undefined];
    return {
      ...{ policy, isOfLog, flaw: undefined, secondFlaw, isMet: policy.isMet(opened.note) },
      ...{ known: first.note.signatures.length, lines: signatureLines(note), size: opened.size },
      signers: opened.note.signatures.flatMap((each) => signerIn(policy, each)),
    };
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return { ...none, policy, isOfLog, flaw: error.code };
  }
}
