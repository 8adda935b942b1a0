import type { Authenticated, OfficerId } from '#kernel';
import type { SessionView } from '#capabilities/directory/directory.contract';

/** How an officer begins, opens a session and ends it, by pattern. */
export interface SessionCalls {
  'requests.enrol': {
    in: {
      readonly token: string;
      readonly certificate: Uint8Array;
      readonly login: Uint8Array;
      readonly signature: Uint8Array;
      /** The root that the officer knows; another one uses no token up. */
      readonly root?: string;
    };
    out: { readonly officer: OfficerId };
  };
  'requests.open-session': {
    in: {
      readonly login: Uint8Array;
      readonly signature: Uint8Array;
      /** Drawn by the client; the nonce of the login is the beginning of its hash. */
      readonly token: string;
    };
    out: SessionView;
  };
  'requests.close-session': { in: Authenticated; out: Record<string, never> };
  /** Also keeps the session from idling out. */
  'requests.session': { in: Authenticated; out: SessionView };
}
