import { HandRequests } from '#capabilities/assignment/hand-requests.service';
import { KeepNotes } from '#capabilities/notes/notes.service';
import { KeepRosters } from '#capabilities/access-lists/access-lists.service';
import { ReadNotices } from '#capabilities/assignment/desk-notices.queries';
import { Mailbox } from '#mailbox';
import type { TestGateway } from './gateway.js';

/** What officers of a State do among themselves, each with the rights of its service. */
export interface InboxDesk {
  readonly hands: HandRequests;
  readonly rosters: KeepRosters;
  readonly askedNotes: KeepNotes;
  readonly notices: ReadNotices;
  readonly askingNotes: KeepNotes;
}

export async function deskOf(gateway: TestGateway): Promise<InboxDesk> {
  const { store, trust, cases, journal } = await gateway.parts('inbox');
  const asking = await gateway.parts('requests');
  return {
    hands: new HandRequests(store, trust, cases, journal),
    rosters: new KeepRosters(store, trust, cases, new Mailbox(), journal, 'ASKED'),
    notices: new ReadNotices(store, cases, journal, 'ASKED'),
    askedNotes: new KeepNotes(store, cases, journal, 'ASKED'),
    askingNotes: new KeepNotes(asking.store, asking.cases, asking.journal, 'ASKING'),
  };
}
