import type { DispatchRow, DispatchView } from './dispatches.contract.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aDocumentId,
  aHash,
  anAttachment,
  anOfficer,
  aReceipt,
  aSha512,
  at,
} from '../../../test/support/builders.js';
import type { AttachmentView } from '#capabilities/attachments/attachments.contract';
import type { Scan } from '#capabilities/attachments/scans/scan.contract';
import type { StageView } from '#kernel';
import { fitting, rowBytes } from './dispatch-rows.queries.js';
import { viewBytes } from './read-documents.queries.js';
import { encodeFrame, FRAME_BYTES } from '#bus';

const receipt = (leaf: number): StageView => ({
  ...{ stage: 'OPENED', at: at(), code: null },
  receipt: aReceipt({
    leaf: 'x'.repeat(leaf),
    proof: Array.from({ length: 63 }, () => 'p'.repeat(44)),
  }),
});

const scan: Scan = {
  ...{ verdict: 'INFECTED', reason: 'x'.repeat(120), engine: 'y'.repeat(120), at: at() },
};

const attachment = (name: string, position: number): AttachmentView => ({
  ...anAttachment({ name, mediaType: `a/${'b'.repeat(98)}`, sha512: aSha512('x') }),
  ...{ position, state: 'PARTIAL', chunks: 8_192, have: 8_191, scan },
});

const view = fc
  .record({
    document: fc.integer({ min: 1, max: 192 * 1024 }),
    signature: fc.integer({ min: 1, max: 16 * 1024 }),
    certificate: fc.integer({ min: 1, max: 64 * 1024 }),
    names: fc.array(fc.constantFrom('a', '"'.repeat(200), '𝕏'.repeat(200)), { maxLength: 32 }),
    leaves: fc.array(fc.integer({ min: 1, max: 5_464 }), { maxLength: 4 }),
  })
  .map(({ document, signature, certificate, names, leaves }): DispatchView => ({
    ...{ dispatch: aDocumentId('d'), direction: 'IN', kind: 'response', officer: anOfficer() },
    ...{ inReplyTo: aDocumentId('r'), committedAt: at(), messageId: null },
    ...{ documentSha256: aHash('d'), size: document + signature + certificate + 40 },
    ...{ document: new Uint8Array(document), signature: new Uint8Array(signature) },
    certificate: new Uint8Array(certificate),
    stages: leaves.map(receipt),
    attachments: names.map(attachment),
    ...{ recalls: [], withheld: false, exculpatory: false, narrowed: null, posting: null },
    warnings: [],
    posted: [],
    directory: { version: 50_000, head: aHash('h') },
    ...{
      envelope: new Uint8Array(2_200 + 115 * names.length),
      envelopeSignature: new Uint8Array(300),
    },
  }));

const rowOf = (whole: DispatchView): DispatchRow => {
  const attachments = whole.attachments.map(({ position, state, chunks, have, scan: said }) => ({
    ...{ position, state, chunks, have, scan: said },
  }));
  const row: Record<string, unknown> = { ...whole, attachments };
  for (const name of [
    'document',
    'signature',
    'certificate',
    'envelope',
    'envelopeSignature',
    'posted',
  ])
    row[name] = undefined;
  return row as unknown as DispatchRow;
};

describe('a page of dispatches', () => {
  it('fits one answer of the bus, whatever the documents are, and never is empty', () => {
    fc.assert(
      fc.property(fc.array(view, { minLength: 1, maxLength: 12 }), (views) => {
        const shown = fitting(views.map(rowOf), viewBytes).length;
        expect(shown).toBeGreaterThan(0);
        const frame = encodeFrame({ d: { dispatches: views.slice(0, shown), next: null } });
        expect(frame.length).toBeLessThanOrEqual(FRAME_BYTES);
        // Maximal: the next item would not have fitted.
        const sum = views
          .slice(0, shown + 1)
          .reduce((all, each) => all + viewBytes(rowOf(each)), 0);
        expect(shown === views.length || sum > FRAME_BYTES - 128 * 1024).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('as a list fits too', () => {
    fc.assert(
      fc.property(fc.array(view, { minLength: 1, maxLength: 100 }), (views) => {
        const rows = fitting(views.map(rowOf), rowBytes);
        expect(encodeFrame({ d: { dispatches: rows } }).length).toBeLessThanOrEqual(FRAME_BYTES);
      }),
      { numRuns: 20 },
    );
  });
});
