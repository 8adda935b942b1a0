import { frenchComposedDetails } from './details/composed.js';
import { frenchDetailsCapabilities } from './details/capabilities.js';
import { frenchDetailsCarriage } from './details/carriage.js';
import { frenchDetailsCustody } from './details/custody.js';
import { frenchDetailsExchange } from './details/exchange.js';
import { frenchDetailsInstallation } from './details/installation.js';
import { frenchDetailsTrust } from './details/trust.js';

export { frenchComposedDetails };

/** French details of errors. Key: English text, `{}` for each value; text: `{1}` for the first value. Nobody has reviewed these texts. */
export const frenchDetails: Readonly<Record<string, string>> = {
  ...frenchDetailsCapabilities,
  ...frenchDetailsCarriage,
  ...frenchDetailsCustody,
  ...frenchDetailsExchange,
  ...frenchDetailsInstallation,
  ...frenchDetailsTrust,
};

/** Those, and the texts of the validator of schemas. */
export const allFrenchDetails: Readonly<Record<string, string>> = {
  ...frenchComposedDetails,
  ...frenchDetails,
};
