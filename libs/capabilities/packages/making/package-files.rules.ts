import { type Files, names, PackageError, paths } from '#package';
import { pemOf } from '#stamp';
import { formatLogProof } from '#tlog';
import { sha256 } from '#wire';
import type { GatheredBytes, Gathering } from './gathered.facts.js';

const missing = (what: string): PackageError => new PackageError('PACKAGE_BUILD_INVALID', what);

function must<K, V>(found: ReadonlyMap<K, V>, key: K, what: string): V {
  const value = found.get(key);
  if (value === undefined) throw missing(what);
  return value;
}

const text = (said: string): Uint8Array => Buffer.from(said, 'utf8');

const lines = (hashes: readonly Uint8Array[]): Uint8Array =>
  text(hashes.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join(''));

function putLog(files: Map<string, Uint8Array>, { index, sizes }: Gathering, of: GatheredBytes) {
  const leaves = new Map(of.leaves.map((leaf) => [leaf.index, leaf.bytes]));
  const { checkpoint } = of;
  for (const { index: at, withheld } of index.events) {
    if (withheld === null) files.set(paths.event(at), must(leaves, at, `leaf ${at}`));
    const hashes = must(of.proofs, at, `proof ${at}`);
    files.set(paths.proof(at), formatLogProof({ index: at, hashes, checkpoint }));
  }
  for (const size of sizes)
    files.set(paths.consistency(size), lines(must(of.consistency, size, `consistency ${size}`)));
  files.set(names.checkpoint, checkpoint);
  if (of.second !== undefined) files.set(names.second, of.second);
  files.set(names.policy, text(of.policy));
}

function putStamps(files: Map<string, Uint8Array>, { index }: Gathering, of: GatheredBytes): void {
  for (const [i, { token, note, chain, lists }] of of.stamps.entries()) {
    files.set(paths.token(i + 1), token);
    files.set(paths.checkpoint(index.tokens[i]?.size ?? 0), note);
    for (const der of chain)
      files.set(paths.certificate(sha256(der)), text(pemOf(Buffer.from(der), 'CERTIFICATE')));
    for (const der of lists)
      files.set(paths.list(sha256(der)), text(pemOf(Buffer.from(der), 'X509 CRL')));
  }
}

function putMessages(files: Map<string, Uint8Array>, { index }: Gathering, of: GatheredBytes) {
  for (const [i, kept] of of.messages.entries()) {
    const put = (file: string, bytes: Uint8Array): void => {
      files.set(paths.message(i + 1, file), bytes);
    };
    put('document.json', kept.document);
    put('document.sig', kept.signature);
    put('certificate.pgp', kept.certificate);
    put('envelope.json', kept.envelope);
    put('envelope.sig', kept.envelopeSignature);
    if (index.messages[i]?.ciphertext === true) {
      if (kept.original === null) throw missing(`original of message ${i + 1}`);
      put('original.pgp', kept.original);
    }
    for (const [k, bytes] of kept.attachments.entries())
      if (bytes !== null) files.set(paths.attachment(i + 1, k + 1), bytes);
  }
}

/** The files that a package of this gathering has. Pure. @throws PackageError PACKAGE_BUILD_INVALID naming what is missing */
export function packageFiles(gathering: Gathering, of: GatheredBytes): Files {
  const files = new Map<string, Uint8Array>();
  putLog(files, gathering, of);
  putStamps(files, gathering, of);
  putMessages(files, gathering, of);
  for (const [i, { leaf, index, proof, checkpoint }] of of.receipts.entries()) {
    files.set(paths.receipt(i + 1), leaf);
    files.set(paths.receiptProof(i + 1), formatLogProof({ index, hashes: proof, checkpoint }));
  }
  for (const { state } of gathering.record.directories)
    files.set(paths.directory(state), text(must(of.directories, state, state)));
  for (const key of gathering.index.keys) files.set(paths.key(key), must(of.keys, key, key));
  return files;
}
