export type BusService = 'gateway' | 'requests' | 'inbox' | 'audit';

export interface BusRow {
  readonly serves: boolean;
  readonly asks: readonly BusService[];
}

/** Services that each service may call. The broker's allow-lists are generated from this table alone. */
export const busPermissions: Readonly<Record<BusService, BusRow>> = {
  gateway: { serves: false, asks: ['requests', 'inbox', 'audit'] },
  requests: { serves: true, asks: [] },
  inbox: { serves: true, asks: [] },
  audit: { serves: true, asks: [] },
};

export const busServices = Object.keys(busPermissions) as readonly BusService[];

/** Subject prefix for the answers to one service. The broker lets no other service listen there. */
export const inboxPrefix = (service: BusService): string => `_INBOX_${service}`;

export const isPatternOf = (service: BusService, pattern: string): boolean =>
  pattern.startsWith(`${service}.`) && /^[a-z]{2,16}\.[a-z][a-z0-9-]{0,62}$/.test(pattern);
