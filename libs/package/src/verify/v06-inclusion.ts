import {
  formatLogProof,
  leafHash,
  type LogProof,
  parseLogProof,
  TlogError,
  verifyInclusion,
} from '#tlog';
import type { Facts } from '../reading/facts.js';
import type { Findings } from '../findings.js';
import { names, paths } from '../container/layout.js';

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

export function proofIn(bytes: Uint8Array): LogProof | undefined {
  try {
    const proof = parseLogProof(bytes);
    const isForm = proof.extra === undefined && same(formatLogProof(proof), bytes);
    return isForm ? proof : undefined;
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return undefined;
  }
}

type Head = Parameters<typeof verifyInclusion>[2];

const headOf = ({ log }: Facts['record']): Head => ({
  size: log.size,
  root: Buffer.from(log.root, 'base64'),
});

function stands(
  leaf: Uint8Array,
  index: number,
  head: Head,
  proof: readonly Uint8Array[],
): boolean {
  try {
    verifyInclusion(leaf, index, head, proof);
    return true;
  } catch (error) {
    if (!(error instanceof TlogError)) throw error;
    return false;
  }
}

function checkEvents({ events, files, record }: Facts, found: Findings<'V06'>): void {
  const checkpoint = files.get(names.checkpoint);
  const head = headOf(record);
  for (const { index, leaf } of events) {
    const where = paths.proof(index);
    const bytes = files.get(where);
    if (bytes === undefined) continue;
    const proof = proofIn(bytes);
    if (proof === undefined) {
      found.add('PROOF_FORM', where);
      continue;
    }
    const isThere = checkpoint === undefined || same(proof.checkpoint, checkpoint);
    if (proof.index !== index || !isThere) found.add('PROOF_CHECKPOINT', where);
    if (!stands(Buffer.from(leaf, 'hex'), index, head, proof.hashes))
      found.add('PROOF_INVALID', where);
  }
}

function checkHealthInclusion({ health, record }: Facts, found: Findings<'V06'>): void {
  const head = headOf(record);
  for (const { index, leaf, proof, where } of health ?? [])
    if (!stands(leafHash(leaf), index, head, proof)) found.add('PROOF_INVALID', where);
}

export function checkInclusion(facts: Facts, found: Findings<'V06'>): void {
  checkEvents(facts, found);
  checkHealthInclusion(facts, found);
}
