// What two States hold of each other's logs and links. Each part has two States of its own, since it counts all there is.
import './parts/witness.js';
import './parts/reconciliation.js';
import './parts/log-alarms.js';
import './parts/hostile-witness.js';
import './parts/outside-witness.js';
