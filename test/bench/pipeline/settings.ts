import type { Connection } from '#store';

/** What one side is told when it starts; keys are PEM, for this run only. */
export interface SideSettings {
  readonly side: 'asks' | 'answers';
  readonly database: Connection;
  readonly broker: {
    readonly port: number;
    readonly seed: string;
    readonly tls: {
      readonly authority: string;
      readonly certificate: string;
      readonly key: string;
    };
    /** Stream that both ends name alike, and the subject of the other end. */
    readonly stream: string;
    readonly to: string;
  };
  /** Signing keys of both, and for the document the key of the receiver: private where it is this side's. */
  readonly keys: {
    readonly sign: string;
    readonly verify: string;
    readonly box: string;
  };
}

/** What the bench asks of the side that asks. */
export type Command =
  | { readonly do: 'keep'; readonly most: number }
  | { readonly do: 'count' }
  | { readonly do: 'end' }
  | { readonly do: 'steadily'; readonly perSecond: number; readonly seconds: number };

/** Its answer to each: how many were done so far, or the milliseconds of each. */
export type Answer = number | readonly number[];
