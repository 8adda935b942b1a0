import type { Connection } from '#store';

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
    readonly stream: string;
    readonly to: string;
  };
  readonly keys: {
    readonly sign: string;
    readonly verify: string;
    readonly box: string;
  };
}

export type Command =
  | { readonly do: 'keep'; readonly most: number }
  | { readonly do: 'count' }
  | { readonly do: 'end' }
  | { readonly do: 'steadily'; readonly perSecond: number; readonly seconds: number };

export type Answer = number | readonly number[];
