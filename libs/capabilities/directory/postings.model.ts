import {
  type AuthorityId,
  type OfficerId,
  type StateCode,
  type Timestamp,
  closed,
  forms,
  orNull,
  text,
  standing,
  phrase,
  type Detail,
} from '#kernel';
import type { Posting } from './postings.contract.js';

export interface PostingBody extends Posting {
  readonly officer: OfficerId;
  readonly authority: AuthorityId;
}

export const postingBodySchema = closed({
  officer: forms.officer,
  authority: forms.authority,
  host: forms.state,
  sending: forms.state,
  post: text(120),
  standInFor: orNull(forms.officer),
  from: forms.time,
  to: forms.time,
});

export interface Mandate {
  readonly officer: OfficerId;
  readonly authority: AuthorityId;
  readonly from: Timestamp;
  readonly to: Timestamp;
  readonly version: number;
}

interface Said extends PostingBody {
  readonly version: number;
  readonly issuedAt: Timestamp;
}

export const endsPosting = ({ from, to }: PostingBody): boolean => from === to;

const sameOfficer =
  ({ officer, authority }: Pick<Mandate, 'officer' | 'authority'>) =>
  (each: Pick<Mandate, 'officer' | 'authority'>): boolean =>
    each.officer === officer && each.authority === authority;

export const mostPostings = 4;

const bare = ({ host, sending, post, standInFor, from, to }: Posting): Posting => ({
  ...{ host, sending, post, standInFor, from, to },
});

function endFlaw(body: PostingBody, said: readonly Said[]): Detail | undefined {
  const last = said.findLast((each) => each.standInFor === body.standInFor);
  // A future end set by one registrar must not block an immediate end.
  const isOver = last === undefined || (endsPosting(last) && last.from <= body.from);
  return isOver ? phrase`there is nothing to end` : undefined;
}

const statesFlaw = ({ host, sending }: PostingBody, own: StateCode): Detail | undefined =>
  host === sending || ![host, sending].includes(own)
    ? phrase`host and sending State are two, and one of them is this State`
    : undefined;

function mandateFlaw(body: PostingBody, grants: readonly Mandate[]): Detail | undefined {
  const mandate = grants.find(sameOfficer(body));
  return mandate === undefined || mandate.to < body.to
    ? phrase`a posting lies within the mandate of the officer`
    : undefined;
}

export class Postings {
  private said: readonly Said[] = [];

  copy(): Postings {
    const copy = new Postings();
    copy.said = this.said;
    return copy;
  }

  add(body: PostingBody, issuedAt: Timestamp, version: number): void {
    this.said = [...this.said, { ...body, issuedAt, version }];
  }

  flaw(
    state: StateCode,
    body: PostingBody,
    issuedAt: Timestamp,
    grants: readonly Mandate[],
  ): Detail | undefined {
    // Otherwise the post under which earlier documents were signed would change.
    if (body.from < issuedAt)
      return phrase`a posting begins, and ends, no earlier than it is issued`;
    const own = this.said.filter(sameOfficer(body));
    const standIn = body.standInFor !== null;
    const of = own.filter((each) => (each.standInFor !== null) === standIn);
    if (endsPosting(body)) return endFlaw(body, of);
    if (body.from > body.to) return phrase`a posting ends after it begins`;
    // Otherwise a holder of an old entry could replay it and undo the end.
    if (of.some((each) => endsPosting(each) && each.issuedAt > issuedAt))
      return phrase`issued before the posting was ended`;
    const flaw = statesFlaw(body, state) ?? mandateFlaw(body, grants);
    return flaw ?? (standIn ? this.standInFlaw(body) : undefined);
  }

  private standInFlaw({
    officer,
    authority,
    standInFor,
    ...body
  }: PostingBody): Detail | undefined {
    if (standInFor === null || standInFor === officer) return phrase`nobody stands in for oneself`;
    const post = this.own(standInFor, authority, body.from);
    const isSame =
      post?.host === body.host && post.sending === body.sending && post.post === body.post;
    return isSame && body.to <= post.to
      ? undefined
      : phrase`one stands in at the post, and within the posting, of an officer of the authority`;
  }

  private own(officer: OfficerId, authority: AuthorityId, at: Timestamp): Said | undefined {
    const of = this.said.filter(
      (each) => each.standInFor === null && sameOfficer({ officer, authority })(each),
    );
    return standing(of, at, () => '')[0];
  }

  at(officer: OfficerId, authority: AuthorityId, at: Timestamp): Posting | undefined {
    const standIns = this.said.filter(
      (each) => each.standInFor !== null && sameOfficer({ officer, authority })(each),
    );
    const found = standing(standIns, at, () => '')[0] ?? this.own(officer, authority, at);
    return found === undefined ? undefined : bare(found);
  }

  postingsOf(mandate: Pick<Mandate, 'officer' | 'authority'>): readonly Posting[] {
    return this.said.filter(sameOfficer(mandate)).slice(-mostPostings).map(bare);
  }

  /** True until the newest posting under `mandate` that has begun reaches its planned end. */
  allows(mandate: Mandate, at: Timestamp): boolean {
    let last: Said | undefined;
    let endedFrom: Timestamp | undefined;
    // Newest first: the list may be long, and every document asks.
    for (const each of [...this.ownSince(mandate)].reverse()) {
      if (endsPosting(each)) {
        if (endedFrom === undefined || each.from < endedFrom) endedFrom = each.from;
      } else if (each.from <= at && (endedFrom === undefined || endedFrom > each.from)) {
        // Cancelled postings, ended before their start, do not count.
        last = each;
        break;
      }
    }
    return last === undefined || at < last.to;
  }

  /** Returns the earliest time at which a begun posting was ended; undefined for none. From then on, `mandate` is suspended. */
  endedFrom(mandate: Mandate): Timestamp | undefined {
    let begun: Timestamp | undefined;
    let ended: Timestamp | undefined;
    for (const each of this.ownSince(mandate))
      if (!endsPosting(each)) begun = begun === undefined || each.from < begun ? each.from : begun;
      else if (begun !== undefined && begun < each.from)
        ended = ended === undefined || each.from < ended ? each.from : ended;
    return ended;
  }

  private ownSince(mandate: Mandate): readonly Said[] {
    const isOf = sameOfficer(mandate);
    return this.said.filter(
      (each) => each.standInFor === null && each.version > mandate.version && isOf(each),
    );
  }
}
