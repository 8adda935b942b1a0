import type { LoginStatement } from '#kernel';
import type { Tx } from '#store';
import { nonceOf, type TrustStore } from '#trust';
import { decodeLogin, sha256 } from '#wire';
import { AccessError } from './errors.js';
import { assertLoginSignature, skew, type Login } from './login.js';

export interface ClaimedSession extends Login {
  readonly tokenSha256: string;
  readonly officer: string;
  readonly fingerprint: string;
  readonly openedAt: Date;
}

// Verified logins remembered; a verification costs a millisecond.
const maxRemembered = 2_000;

const forged = (detail: string, cause?: unknown): AccessError =>
  new AccessError('SESSION_FORGED', detail, cause);

/** Checks each session row against an officer's signed login. An attacker who can only insert rows gets no session. */
export class SessionProofs {
  readonly #verified = new Map<string, LoginStatement>();

  get size(): number {
    return this.#verified.size;
  }

  /**
   * Checks that the claimed session matches its signed login. The caller must have refreshed `trust` and found
   * `claimed.fingerprint` in its directory. @throws AccessError SESSION_FORGED naming what differs; TrustError
   * TRUST_CERTIFICATE_CHANGED
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

  async #login(tx: Tx, trust: TrustStore, claimed: ClaimedSession): Promise<LoginStatement> {
    const key = `${sha256(claimed.login)} ${sha256(claimed.signature)}`;
    const known = this.#verified.get(key);
    if (known !== undefined) {
      // Re-insertion: the least recently used login is evicted first.
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
      await assertLoginSignature(claimed, certificate, at);
    } catch (cause) {
      if (cause instanceof AccessError) throw forged('signature', cause);
      throw cause;
    }
    return login;
  }
}
