import { parseLinkId } from '#kernel';
import { AckTracker } from './ack-tracker.js';

const link = parseLinkId('a'.repeat(32));

describe('what a peer has been told of its receipts', () => {
  it('owes nothing before anything was verified', () => {
    expect(new AckTracker().owes(link, 0, 5_000)).toBe(false);
  });

  it('waits a second for something else to carry the news, then says it alone', () => {
    const told = new AckTracker();
    expect(told.owes(link, 3, 1_000)).toBe(false);
    expect(told.owes(link, 4, 1_999)).toBe(false);
    expect(told.owes(link, 4, 2_000)).toBe(true);
    told.note(link, 4);
    expect(told.owes(link, 4, 9_000)).toBe(false);
  });

  it('counts anew when a message carried the news meanwhile', () => {
    const told = new AckTracker();
    expect(told.owes(link, 3, 1_000)).toBe(false);
    told.note(link, 3);
    expect(told.owes(link, 5, 2_500)).toBe(false);
    expect(told.owes(link, 5, 3_500)).toBe(true);
  });

  it('never counts an older acknowledgement as a newer one', () => {
    const told = new AckTracker();
    told.note(link, 7);
    told.note(link, 2);
    expect(told.owes(link, 7, 0)).toBe(false);
    told.owes(link, 8, 0);
    told.note(link, 7);
    expect(told.owes(link, 8, 500)).toBe(false);
    expect(told.owes(link, 8, 1_500)).toBe(true);
  });
});
