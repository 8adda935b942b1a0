import { AcceptDelivery } from '#journey/05-accept';
import { AcceptObjects, type ChunkCounts } from '#journey/objects/accept-objects';
import { RelayObjects } from '#journey/objects/relay-objects';
import { RelayOutbox } from '#journey/04-relay';
import type { ServiceRuntime } from '#service-runtime';
import type { StateCode } from '#kernel';
import { AttachmentReader, type ObjectReceiver, type ObjectStore } from '#objects';
import type { BorderConnection, BorderLinkRef } from '#border';

export interface LinkParts {
  readonly runtime: Pick<ServiceRuntime, 'store' | 'mailbox' | 'journal' | 'problem'>;
  readonly border: BorderConnection;
  readonly objects: ObjectStore;
  readonly receiver: ObjectReceiver;
  readonly counts: ChunkCounts;
}

export interface LinkSteps {
  readonly relay: RelayOutbox;
  readonly files: RelayObjects;
  readonly accept: AcceptDelivery;
}

export function linkSteps(parts: LinkParts, link: BorderLinkRef, peer: StateCode): LinkSteps {
  const { border, objects, receiver, counts } = parts;
  const { store, mailbox, journal } = parts.runtime;
  // A neighbour that goes on sending, or many broken files, must not fill our log.
  const onProblem = parts.runtime.problem('objects', 5_000);
  const from = { linkId: link.linkId, peer };
  const chunks = new AcceptObjects(store, receiver, journal, from, onProblem, counts);
  return {
    relay: new RelayOutbox(store, mailbox, journal, border, link, peer),
    files: new RelayObjects(store, new AttachmentReader(objects), border, link, onProblem),
    accept: new AcceptDelivery(store, mailbox, journal, link, peer, chunks),
  };
}
