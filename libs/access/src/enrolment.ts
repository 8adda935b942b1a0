import { timestamp, phrase } from '#kernel';
import type { OfficerGrant } from '#capabilities/directory/grants.model';
import { parseCertificate } from '#seal';
import type { Tx } from '#store';
import { officerNow, tokenHash, type TrustStore } from '#trust';
import { AccessError } from './errors.js';
import { readLogin, assertLoginSignature, spendNonce, type Login } from './login.js';

export interface Enrolment extends Login {
  /** One-time token that the registrar gave to the officer. The officer's directory entry contains the hash of this token. */
  readonly token: string;
  readonly certificate: Uint8Array;
  /**
   * Root fingerprint of the State, as the registrar told the officer. When given, it must equal the root fingerprint that the
   * gateway trusts.
   */
  readonly root?: string | undefined;
  readonly origin: string;
  readonly now: Date;
}

/**
 * Stores the certificate of an officer who presents the one-time token and proves possession of the key. Refresh `trust` in
 * this transaction first. @throws AccessError ENROLMENT_*, LOGIN_*; TrustError OFFICER_*; SealError if the certificate is
 * unusable; WireError or KernelError if the login statement is malformed
 */
export async function enrol(tx: Tx, trust: TrustStore, request: Enrolment): Promise<OfficerGrant> {
  const { now, origin } = request;
  const hash = tokenHash(request.token);
  const login = readLogin(request.login, { state: trust.state, origin, now });
  const certificate = await parseCertificate(request.certificate);
  await assertLoginSignature(request, certificate, now);
  const entry = trust
    .own()
    .officers()
    .find((grant) => grant.enrolment === hash && grant.fingerprint === certificate.fingerprint);
  if (
    entry === undefined ||
    login.signer !== certificate.fingerprint ||
    login.officer !== entry.officer
  )
    throw new AccessError('ENROLMENT_REFUSED');
  if (request.root !== undefined && request.root !== trust.own().pinned)
    throw new AccessError('ENROLMENT_OTHER_ROOT');
  const grant = officerNow(trust.own(), entry.fingerprint, timestamp(now));
  await spendNonce(tx, login, now);
  const used = await tx.query(
    `insert into access.enrolment (token_sha256, officer, fingerprint) values ($1, $2, $3)
     on conflict do nothing returning officer`,
    [hash, entry.officer, entry.fingerprint],
  );
  // The caller has proved possession of the key used with the token: no stranger learns that the token was used.
  if (used.length === 0)
    throw new AccessError('ENROLMENT_REFUSED', phrase`used for this key already`);
  await trust.bindCertificate(tx, entry.fingerprint, certificate.bytes);
  return grant;
}
