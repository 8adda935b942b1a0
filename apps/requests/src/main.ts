import { runService } from '#host';
import { startRequests } from './requests.js';

await runService('requests', startRequests);
