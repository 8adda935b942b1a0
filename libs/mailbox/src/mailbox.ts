import { Deliveries } from './deliveries.js';
import { Ledgers } from './ledgers.js';
import { Links } from './links.js';
import { LogStatements } from './log-statements.js';
import { Outbox } from './outbox.js';
import { Progress } from './progress.js';
import { Quarantine } from './quarantine.js';
import { Receipts } from './receipts.js';
import { Refusals, refusalsADay, type RefusalBound } from './refusals.js';
import { Silences } from './silences.js';

export class Mailbox {
  readonly outbox = new Outbox();
  readonly deliveries = new Deliveries();
  readonly links = new Links();
  readonly receipts = new Receipts();
  readonly silences = new Silences();
  readonly progress = new Progress();
  readonly quarantine = new Quarantine();
  readonly refusals: Refusals;
  readonly logStatements = new LogStatements();
  readonly ledgers = new Ledgers();

  constructor(bound: RefusalBound = refusalsADay) {
    this.refusals = new Refusals(bound);
  }
}
