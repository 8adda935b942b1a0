import { phrase, type Detail } from '#kernel';
import {
  type Files,
  healthText,
  type IndexedEvent,
  leafIn,
  names,
  PackageError,
  paths,
} from '#package';
import { pemOf } from '#stamp';
import { formatLogProof } from '#tlog';
import { canonicalJson, disclosureDigest, sha256 } from '#wire';
import type { GatheredBytes, Gathering, PlacedLeaf } from './gathered.facts.js';

const missing = (what: Detail): PackageError => new PackageError('PACKAGE_BUILD_INVALID', what);

function must<K, V>(found: ReadonlyMap<K, V>, key: K, what: Detail): V {
  const value = found.get(key);
  if (value === undefined) throw missing(what);
  return value;
}

const text = (said: string): Uint8Array => Buffer.from(said, 'utf8');

const lines = (hashes: readonly Uint8Array[]): Uint8Array =>
  text(hashes.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join(''));

function putLeaf(files: Map<string, Uint8Array>, event: IndexedEvent, { bytes, kept }: PlacedLeaf) {
  const { index, values } = event;
  files.set(paths.event(index), bytes);
  const digests = leafIn(bytes, index)?.said.digests ?? [];
  const shown = (kept ?? []).filter((encoded) => {
    const at = digests.indexOf(disclosureDigest(encoded));
    return at >= 0 && values[at] === null;
  });
  if (shown.length > 0)
    files.set(paths.disclosure(index), canonicalJson({ shown: [...shown].sort() }));
}

function putLog(files: Map<string, Uint8Array>, { index, sizes }: Gathering, of: GatheredBytes) {
  const leaves = new Map(of.leaves.map((leaf) => [leaf.index, leaf]));
  const { checkpoint } = of;
  for (const event of index.events) {
    const { index: at, withheld } = event;
    if (withheld === null) putLeaf(files, event, must(leaves, at, phrase`leaf ${at}`));
    const hashes = must(of.proofs, at, phrase`proof ${at}`);
    files.set(paths.proof(at), formatLogProof({ index: at, hashes, checkpoint }));
  }
  for (const size of sizes)
    files.set(
      paths.consistency(size),
      lines(must(of.consistency, size, phrase`consistency ${size}`)),
    );
  files.set(names.checkpoint, checkpoint);
  if (of.second !== undefined) files.set(names.second, of.second);
  files.set(names.policy, text(of.policy));
}

function putHealth(files: Map<string, Uint8Array>, { health, proofs }: GatheredBytes): void {
  const entries = health.map(({ index, leaf }) => ({
    ...{ index, leaf, proof: must(proofs, index, phrase`proof ${index}`) },
  }));
  if (entries.length > 0) files.set(names.health, healthText(entries));
}

function putStamps(files: Map<string, Uint8Array>, { index }: Gathering, of: GatheredBytes): void {
  for (const [i, { token, note, chain, lists }] of of.stamps.entries()) {
    files.set(paths.token(i + 1), token);
    files.set(paths.checkpoint(index.tokens[i]?.size ?? 0), note);
    for (const der of chain)
      files.set(paths.certificate(sha256(der)), text(pemOf(Buffer.from(der), 'CERTIFICATE')));
    for (const der of lists)
      files.set(paths.revocationList(sha256(der)), text(pemOf(Buffer.from(der), 'X509 CRL')));
  }
}

function putMessages(files: Map<string, Uint8Array>, { index }: Gathering, of: GatheredBytes) {
  for (const [i, kept] of of.messages.entries()) {
    const put = (file: string, bytes: Uint8Array): void => {
      files.set(paths.message(i + 1, file), bytes);
    };
    if (index.messages[i]?.withheld === null) {
      if (kept.said === null) throw missing(phrase`document of message ${i + 1}`);
      put('document.json', kept.said.document);
      put('document.sig', kept.said.signature);
      put('certificate.pgp', kept.said.certificate);
    }
    put('envelope.json', kept.envelope);
    put('envelope.sig', kept.envelopeSignature);
    if (index.messages[i]?.ciphertext === true) {
      if (kept.original === null) throw missing(phrase`original of message ${i + 1}`);
      put('original.pgp', kept.original);
    }
    for (const [k, bytes] of kept.attachments.entries())
      if (bytes !== null) files.set(paths.attachment(i + 1, k + 1), bytes);
  }
}

export function packageFiles(gathering: Gathering, of: GatheredBytes): Files {
  const files = new Map<string, Uint8Array>();
  putLog(files, gathering, of);
  putHealth(files, of);
  putStamps(files, gathering, of);
  putMessages(files, gathering, of);
  for (const [i, { leaf, index, proof, checkpoint }] of of.receipts.entries()) {
    files.set(paths.receipt(i + 1), leaf);
    files.set(paths.receiptProof(i + 1), formatLogProof({ index, hashes: proof, checkpoint }));
  }
  for (const [i, { statement, signature }] of of.answers.entries()) {
    files.set(paths.answer(i + 1), statement);
    files.set(paths.answerSignature(i + 1), signature);
  }
  for (const { state } of gathering.record.directories)
    files.set(paths.directory(state), text(must(of.directories, state, state)));
  for (const key of gathering.index.keys) files.set(paths.key(key), must(of.keys, key, key));
  return files;
}
