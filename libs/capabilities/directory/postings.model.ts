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

/** Grants of the officer in the authority, against which a posting is held. */
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

/** An entry that ends what it names, at the moment that is both its bounds. */
export const endsPosting = ({ from, to }: PostingBody): boolean => from === to;

const sameOfficer =
  ({ officer, authority }: Pick<Mandate, 'officer' | 'authority'>) =>
  (each: Pick<Mandate, 'officer' | 'authority'>): boolean =>
    each.officer === officer && each.authority === authority;

/** Postings of an officer that are shown, the last of many. */
export const mostPostings = 4;

const bare = ({ host, sending, post, standInFor, from, to }: Posting): Posting => ({
  ...{ host, sending, post, standInFor, from, to },
});

/** `said`: of this officer, in posts of the own or as a stand-in alike, in the order in which it was said. */
function endFlaw(body: PostingBody, said: readonly Said[]): string | undefined {
  const last = said.findLast((each) => each.standInFor === body.standInFor);
  // An end that is still to come, dated by one registrar, keeps nobody from ending it now.
  const isOver = last === undefined || (endsPosting(last) && last.from <= body.from);
  return isOver ? 'there is nothing to end' : undefined;
}

const statesFlaw = ({ host, sending }: PostingBody, own: StateCode): string | undefined =>
  host === sending || ![host, sending].includes(own)
    ? 'host and sending State are two, and one of them is this State'
    : undefined;

function mandateFlaw(body: PostingBody, grants: readonly Mandate[]): string | undefined {
  const mandate = grants.find(sameOfficer(body));
  return mandate === undefined || mandate.to < body.to
    ? 'a posting lies within the mandate of the officer'
    : undefined;
}

/** Postings of one State's officers, in the order in which its registrars said them. */
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

  /** Why a posting cannot stand, by the grants that stand at its beginning; undefined when it can. */
  flaw(
    state: StateCode,
    body: PostingBody,
    issuedAt: Timestamp,
    grants: readonly Mandate[],
  ): string | undefined {
    // Else it would change under whose name documents of yesterday were signed.
    if (body.from < issuedAt) return 'a posting begins, and ends, no earlier than it is issued';
    const own = this.said.filter(sameOfficer(body));
    const standIn = body.standInFor !== null;
    const of = own.filter((each) => (each.standInFor !== null) === standIn);
    if (endsPosting(body)) return endFlaw(body, of);
    if (body.from > body.to) return 'a posting ends after it begins';
    // Else whoever still has one from before could hand it in and undo the end.
    if (of.some((each) => endsPosting(each) && each.issuedAt > issuedAt))
      return 'issued before the posting was ended';
    const flaw = statesFlaw(body, state) ?? mandateFlaw(body, grants);
    return flaw ?? (standIn ? this.standInFlaw(body) : undefined);
  }

  private standInFlaw({
    officer,
    authority,
    standInFor,
    ...body
  }: PostingBody): string | undefined {
    if (standInFor === null || standInFor === officer) return 'nobody stands in for oneself';
    const post = this.own(standInFor, authority, body.from);
    const isSame =
      post?.host === body.host && post.sending === body.sending && post.post === body.post;
    return isSame && body.to <= post.to
      ? undefined
      : 'one stands in at the post, and within the posting, of an officer of the authority';
  }

  private own(officer: OfficerId, authority: AuthorityId, at: Timestamp): Said | undefined {
    const of = this.said.filter(
      (each) => each.standInFor === null && sameOfficer({ officer, authority })(each),
    );
    return standing(of, at, () => '')[0];
  }

  /** In which post an officer acts at a time: as a stand-in, else in an own one; undefined: at home. */
  at(officer: OfficerId, authority: AuthorityId, at: Timestamp): Posting | undefined {
    const standIns = this.said.filter(
      (each) => each.standInFor !== null && sameOfficer({ officer, authority })(each),
    );
    const found = standing(standIns, at, () => '')[0] ?? this.own(officer, authority, at);
    return found === undefined ? undefined : bare(found);
  }

  /** All that was said of an officer in an authority, oldest first; the last of many. */
  of(mandate: Pick<Mandate, 'officer' | 'authority'>): readonly Posting[] {
    return this.said.filter(sameOfficer(mandate)).slice(-mostPostings).map(bare);
  }

  /** Rights end with the posting: false once the own post that was given after the grant is over. */
  allows(mandate: Mandate, at: Timestamp): boolean {
    let last: Said | undefined;
    let endedFrom: Timestamp | undefined;
    // From the newest on: a registrar may say many, and this is asked of every document.
    for (const each of [...this.ownSince(mandate)].reverse()) {
      if (endsPosting(each)) {
        if (endedFrom === undefined || each.from < endedFrom) endedFrom = each.from;
      } else if (each.from <= at && (endedFrom === undefined || endedFrom > each.from)) {
        // Not called off before it had begun.
        last = each;
        break;
      }
    }
    return last === undefined || at < last.to;
  }

  /** From when an own post was ended before its time, which ends every grant from before as a suspension does. */
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
