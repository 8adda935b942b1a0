// Evidence packages of two States, made by the steps of their services.
import { afterAll } from '@jest/globals';
import './parts/packages-not-made.js';
import './parts/packages-redacted.js';
import './parts/custody-record.js';
import './parts/packages-judged.js';
import './parts/packages-made.js';
import './parts/packages-recalled.js';
import './parts/packages-certified.js';
import './parts/packages-handed.js';
import './parts/packages-off.js';
// Last: afterwards XA knows XB under another root.
import './parts/packages-root-changed.js';
import { stopPacking } from './parts/packing.js';

afterAll(stopPacking);
