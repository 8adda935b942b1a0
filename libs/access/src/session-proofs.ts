import type { LoginStatement } from '#kernel';
import type { Tx } from '#store';
import { nonceOf, type TrustStore } from '#trust';
import { decodeLogin, sha256 } from '#wire';
import { AccessError } from './errors.js';
import { requireLoginSignature, skew, type Login } from './login.js';

/** Row of a session, as read; every word of it must be the officer's own, signed at the login. */
export interface ClaimedSession extends Login {
  readonly tokenSha256: string;
  readonly officer: string;
  readonly fingerprint: string;
  readonly openedAt: Date;
}

/** Verified logins remembered; a verification costs a millisecond, a look-up none. */
const maxRemembered = 2_000;

const forged = (detail: string, cause?: unknown): AccessError =>
  new AccessError('SESSION_FORGED', detail, cause);

/**
 * Verifies that a session was opened by its officer: the signed login names officer and key, its nonce is bound to the
 * token, and its time is that of the opening. Against whoever can write rows and would read as an officer. One
 * per process.
 */
export class SessionProofs {
  readonly #verified = new Map<string, LoginStatement>();

  /** How many logins are remembered. */
  get size(): number {
    return this.#verified.size;
  }

  /**
   * Refresh `trust` in this transaction first; the caller has found `fingerprint` in the signed directory.
   * @throws AccessError SESSION_FORGED naming the member; TrustError TRUST_CERTIFICATE_CHANGED
   */
  async require(tx: Tx, trust: TrustStore, claimed: ClaimedSession): Promise<void> {
    const login = await this.#login(tx, trust, claimed);
    if (login.nonce !== nonceOf(claimed.tokenSha256)) throw forged('token');
    if (login.state !== trust.state) throw forged('state');
    if (login.officer !== claimed.officer) throw forged('officer');
    if (login.signer !== claimed.fingerprint) throw forged('key');
    const opened = claimed.openedAt.getTime();
    const [from, to] = [Date.parse(login.issuedAt), Date.parse(login.expiresAt)];
    if (opened < from - skew || opened > to + skew) throw forged('time');
  }

  /** The statement, once its signer is known to have signed exactly these bytes. */
  async #login(tx: Tx, trust: TrustStore, claimed: ClaimedSession): Promise<LoginStatement> {
    const key = `${sha256(claimed.login)} ${sha256(claimed.signature)}`;
    const known = this.#verified.get(key);
    if (known !== undefined) {
      // The least recently used goes first.
      this.#verified.delete(key);
      this.#verified.set(key, known);
      return known;
    }
    const login = await this.#verify(tx, trust, claimed);
    this.#verified.set(key, login);
    const [oldest] = this.#verified.keys();
    if (this.#verified.size > maxRemembered && oldest !== undefined) this.#verified.delete(oldest);
    return login;
  }

  async #verify(tx: Tx, trust: TrustStore, claimed: ClaimedSession): Promise<LoginStatement> {
    let login: LoginStatement;
    try {
      login = decodeLogin(claimed.login);
    } catch (cause) {
      throw forged('login', cause);
    }
    const certificate = await trust.certificate(tx, login.signer);
    const at = new Date(Date.parse(login.expiresAt) + skew);
    try {
      await requireLoginSignature(claimed, certificate, at);
    } catch (cause) {
      if (cause instanceof AccessError) throw forged('signature', cause);
      throw cause;
    }
    return login;
  }
}
