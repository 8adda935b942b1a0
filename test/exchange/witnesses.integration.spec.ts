// Statements of two States about each other's logs and links. Each part has two States of its own, since it counts
// everything.
import './parts/witness.js';
import './parts/reconciliation.js';
import './parts/log-alarms.js';
import './parts/hostile-witness.js';
import './parts/outside-witness.js';
