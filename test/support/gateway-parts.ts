import type { Cases } from '#capabilities/cases';
import type { LinkId, StateCode } from '#kernel';
import type { Journal } from '#journal';
import type { Pump, Store, StoreOptions } from '#store';
import type { BorderConnection, LinkSide } from '#border';
import type { KeyRing, TrustStore } from '#trust';

export type Service = 'requests' | 'inbox' | 'sealer' | 'opener' | 'exchange' | 'audit';
/** How its services get to the database; a test may stand in between. */
export type NewStore = (options: StoreOptions) => Store;

export interface Neighbour {
  readonly linkId: LinkId;
  readonly side: LinkSide;
  readonly peer: StateCode;
}

/** What the exchange with one neighbour runs. */
export interface Exchange {
  readonly pumps: Pump[];
  readonly border: BorderConnection;
  readonly store: Store;
}

/** What a service works with. */
export interface ServiceParts {
  readonly store: Store;
  readonly trust: TrustStore;
  readonly journal: Journal;
  readonly keys: KeyRing;
  readonly cases: Cases;
}
