import { signersOf, timestamp, type Document } from '#kernel';
import type { CaseFiles } from './case-files.js';
import type { DispatchContent } from './content.js';
import type { DispatchRecord, ThreadRecord } from './rows.js';
import { ExchangeError } from './exchange-errors.js';
import { officerByLog, type SignedProof } from './signed-proof.js';
import { readCertificate, verifyDetached } from '#seal';
import type { TrustStore } from '#trust';
import { decodeDocument, sha256 } from '#wire';

export interface SignedDispatch {
  readonly content: DispatchContent;
  readonly document: Document;
}

/**
 * Decrypts our own document and verifies its signature and the signer's rights at `at`. Trusts the directory, not the
 * `dispatch` row, which a compromised service may have forged. @throws ThreadsError, SealError, TrustError, ExchangeError
 */
export async function signedDispatch(
  { trust, cases }: { readonly trust: TrustStore; readonly cases: CaseFiles },
  { thread, dispatch }: { readonly thread: ThreadRecord; readonly dispatch: DispatchRecord },
  signedProof: SignedProof | undefined,
  at: Date,
): Promise<SignedDispatch> {
  const content = cases.content(thread, dispatch);
  const document = decodeDocument(content.document);
  const certificate = await readCertificate(content.certificate, at);
  await verifyDetached(content.document, content.signature, certificate, at);
  if (certificate.fingerprint !== document.signer) throw new ExchangeError('NOT_THE_SIGNER');
  officerByLog(
    trust.own(),
    {
      signer: document.signer,
      officer: document.from.officer,
      authority: document.from.authority,
      composedAt: document.composedAt,
      sealedAt: timestamp(at),
      now: timestamp(at),
      roles: signersOf(document),
    },
    {
      document: document.id,
      documentSha256: sha256(content.document),
      signatureSha256: sha256(content.signature),
      signer: document.signer,
    },
    signedProof,
  );
  return { content, document };
}
