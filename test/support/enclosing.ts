import { isKind, type Body, type Document } from '#kernel';
import type { Directory } from '#capabilities/directory/trust.model';
import type { Enclosed, EnclosedDocument } from '#capabilities/disclosure/kinds/enclosed.kind';
import { DirectoryChain, entriesFor, type KeptEntry } from '#trust';
import { decodeDocument } from '#wire';
import { bodyOf } from './builders.js';
import type { Composed } from './composed.js';
import { base64, type TestState } from './test-state.js';

type Signed = Pick<Composed, 'document' | 'signature'>;

/** The entries of a State's directory as somebody has verified them. */
export async function keptEntries(state: TestState): Promise<KeptEntry[]> {
  const chain = new DirectoryChain(state.state, state.rootFingerprint);
  const kept: KeptEntry[] = [];
  for (const signed of state.directory)
    kept.push({ ...signed, signers: (await chain.extend(signed)).signers });
  return kept;
}

/** A document as it is enclosed, with the certificate of the officer who signed it. */
export function signedBy(state: TestState, { document, signature }: Signed): EnclosedDocument {
  const { signer } = decodeDocument(document);
  const officer = [...state.officers.values()].find(({ key }) => key.fingerprint === signer);
  if (officer === undefined) throw new Error('signed by nobody of the State');
  const { certificate } = officer.key;
  return {
    document: base64(document),
    signature: base64(signature),
    certificate: base64(certificate),
  };
}

/** What a forward encloses of a document of `state`, as an honest client makes it. */
export async function enclosing(
  state: TestState,
  item: Signed,
  consent?: Signed,
): Promise<Enclosed> {
  const signers = [item, ...(consent === undefined ? [] : [consent])].map(
    ({ document }) => decodeDocument(document).signer,
  );
  return {
    ...signedBy(state, item),
    ...(consent === undefined ? {} : { consent: signedBy(state, consent) }),
    root: state.rootFingerprint,
    directory: entriesFor(await keptEntries(state), signers),
  };
}

export const enclosingBody = (enclosed: readonly Enclosed[]): Body<'forward'> => ({
  ...bodyOf.forward(),
  enclosed,
});

/** A document that is a forward. */
export function asForward(document: Document): Document<'forward'> {
  if (!isKind(document, 'forward')) throw new Error('no forward');
  return document;
}

/** The verified directories of States, by code. */
export async function directoriesOf(
  states: readonly TestState[],
): Promise<(code: string) => Directory> {
  const found = new Map<string, Directory>();
  for (const state of states) {
    const chain = new DirectoryChain(state.state, state.rootFingerprint);
    for (const signed of state.directory) await chain.extend(signed);
    found.set(state.state, chain.directory);
  }
  return (code) => {
    const directory = found.get(code);
    if (directory === undefined) throw new Error(`no State ${code}`);
    return directory;
  };
}
