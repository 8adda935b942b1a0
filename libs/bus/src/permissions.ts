/** Process that has a login at the internal bus. Every other one of a gateway has none. */
export type BusService = 'gateway' | 'requests' | 'inbox' | 'audit';

export interface BusRow {
  /** Answers `<service>.>` as one queue group. */
  readonly serves: boolean;
  /** Services it may ask. */
  readonly asks: readonly BusService[];
}

/** Services that each may ask. The broker's allow-lists are made from this table alone. */
export const busPermissions: Readonly<Record<BusService, BusRow>> = {
  gateway: { serves: false, asks: ['requests', 'inbox', 'audit'] },
  requests: { serves: true, asks: [] },
  inbox: { serves: true, asks: [] },
  audit: { serves: true, asks: [] },
};

export const busServices = Object.keys(busPermissions) as readonly BusService[];

/** Beginning of the subjects at which answers to a service arrive: nobody else may listen there. */
export const inboxPrefix = (service: BusService): string => `_INBOX_${service}`;

/** `<service>.<action>`, the action of lower-case words joined by dashes. */
export const isPatternOf = (service: BusService, pattern: string): boolean =>
  pattern.startsWith(`${service}.`) && /^[a-z]{2,16}\.[a-z][a-z0-9-]{0,62}$/.test(pattern);
