// Exchanges between two States as officers see them, one part after the other. The first part counts everything.
import { afterAll } from '@jest/globals';
import './parts/exchange.js';
import './parts/receipts.js';
import './parts/relay-order.js';
import './parts/moved-rows.js';
import './parts/notes.js';
import './parts/long-thread.js';
import './parts/attachments.js';
import './parts/scans.js';
import './parts/subject-asks.js';
import './parts/subject-search.js';
import './parts/refused-words.js';
import './parts/erasure.js';
import './parts/named-bytes.js';
import { stopStates } from './parts/states.js';

afterAll(stopStates, 60_000);
